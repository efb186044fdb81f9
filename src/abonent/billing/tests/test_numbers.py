"""R3: many clerks post on one series, some of them in vain, beside a run: no gap, no number twice.

`ABONENT_R3_POSTS` sets how many documents each of the sixteen posts.
"""

from __future__ import annotations

import dataclasses
import os
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from abonent.billing.models import Invoice
from abonent.billing.operations import bill_now
from abonent.billing.testing import a_charge, a_payer, a_plan, a_publisher
from abonent.billing.tests.own_database import copied, let_go, working_in
from abonent.charges.models import OpenCharge
from abonent.company.models import NumberSeries
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs import registry
from abonent.runs.operations import approve_run, commit_run

pytestmark = [pytest.mark.figure, pytest.mark.django_db(transaction=True)]
CLERKS = 16
POSTS = int(os.environ.get("ABONENT_R3_POSTS", "8"))
BESIDE = 60
TODAY = day("2026-07-01")


class ThoughtBetterOfIt(Exception):
    """Raised after posting, so that the transaction and its number are rolled back."""


def post_all(entity: LegalEntity, charges: list[int], clerk: int) -> int:
    """Post charge by charge; one in twenty is rolled back after it was numbered. Returns how many stay."""
    chance = random.Random(clerk)
    posted = 0
    try:
        for charge in charges:
            try:
                with transaction.atomic():
                    bill_now(entity=entity, charges=[charge], actor=None, today=TODAY)
                    if chance.random() < 0.05:
                        raise ThoughtBetterOfIt
                posted += 1
            except ThoughtBetterOfIt:
                continue
    finally:
        connection.close()
    return posted


def test_sixteen_clerks_beside_a_run_leave_no_gap_and_no_number_twice(monkeypatch: Any):
    monkeypatch.setitem(registry._kinds, "billing", dataclasses.replace(registry.kind_of("billing"), chunk_rows=5))
    with copied(connection.settings_dict["NAME"], "r3_numbers") as database, working_in(database):
        norrvik = a_publisher()
        payer = a_payer()
        for _number in range(BESIDE):
            a_charge(a_payer(), "100.00", entity=norrvik, due_on=TODAY)
        later = [a_charge(payer, "10.00", entity=norrvik, due_on="2026-08-01").pk for _number in range(CLERKS * POSTS)]
        run = approve_run(run=a_plan(norrvik, as_of="2026-07-01"), actor=None)
        let_go()

        with ThreadPoolExecutor(CLERKS + 1) as people:
            beside = people.submit(_commit, run)
            clerks = [people.submit(post_all, norrvik, later[clerk * POSTS : (clerk + 1) * POSTS], clerk) for clerk in range(CLERKS)]
            posted = sum(clerk.result() for clerk in clerks)
            committed = beside.result()

        numbers = sorted(Invoice.objects.values_list("number", flat=True))
        assert committed == BESIDE
        assert numbers == list(range(1, posted + BESIDE + 1))
        assert NumberSeries.objects.get(entity=norrvik, kind="invoice").next_number == posted + BESIDE + 1
        assert OpenCharge.objects.count() == CLERKS * POSTS - posted
        print(f"{posted} posted by hand, {CLERKS * POSTS - posted} rolled back, {committed} by the run: 0 gaps, 0 duplicates")  # noqa: T201


def _commit(run: Any) -> int:
    try:
        return commit_run(run=run).committed_rows
    finally:
        connection.close()
