"""R1: a billing run killed at random points ends with the same documents as one that was not.

`ABONENT_R1_SIZE` sets how many subscriptions are billed and `ABONENT_R1_KILLS` how often the process is killed.
"""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import random
import time
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from abonent.billing.models import BillingPlan, Invoice, InvoiceLine
from abonent.billing.testing import a_publisher
from abonent.billing.tests.own_database import copied, let_go, working_in
from abonent.billing.volume import fill
from abonent.charges.models import OpenCharge
from abonent.company.models import NumberSeries
from abonent.kit.periods import day
from abonent.ledger.models import JournalEntry, JournalLine, OpenReceivable, Receivable
from abonent.runs import registry
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, continue_run, plan_run

pytestmark = [pytest.mark.figure, pytest.mark.django_db(transaction=True)]
SIZE = int(os.environ.get("ABONENT_R1_SIZE", "2000"))
KILLS = int(os.environ.get("ABONENT_R1_KILLS", "10"))
CHUNK_ROWS = max(SIZE // 25, 20)
SEED = int(os.environ.get("ABONENT_R1_SEED", "20261121"))


def go_on_until_done(run: Run) -> None:
    """What the worker does; right after a kill the database may still be at work for the dead one, and is asked again."""
    while run.state != Run.State.DONE:
        continue_run(run=run)
        time.sleep(0.02)


def commit(run: Run, *, killed_after: float | None = None) -> bool:
    """Commit in another process, killed some seconds after it began; returns whether it was killed at work."""
    let_go()
    process = multiprocessing.get_context("fork").Process(target=go_on_until_done, args=(run,))
    process.start()
    process.join(killed_after)
    killed = process.is_alive()
    if killed:
        process.kill()
    process.join()
    assert killed or process.exitcode == 0
    return killed


def what_is_there() -> dict[str, Any]:
    """All that a run leaves, without what two committers may settle either way: which chunk takes which numbers."""
    numbers = list(Invoice.objects.order_by("number").values_list("number", flat=True))
    return {
        "numbers": numbers == list(range(1, len(numbers) + 1)) and NumberSeries.objects.get(kind="invoice").next_number == len(numbers) + 1,
        "invoices": list(
            Invoice.objects.order_by("id").values_list("id", "payer_id", "total", "vat", "reference", "receivable_id", "issued_on")
        ),
        "lines": list(
            InvoiceLine.objects.order_by("invoice_id", "ordinal").values_list("invoice_id", "ordinal", "charge_id", "net", "vat", "gross")
        ),
        "receivables": list(Receivable.objects.order_by("id").values_list("id", "amount", "reference")),
        "open": list(OpenReceivable.objects.order_by("receivable_id").values_list("receivable_id", "open_amount")),
        "entries": list(JournalEntry.objects.order_by("id").values_list("id", "source_id", "posted_on")),
        "accounts": list(JournalLine.objects.values_list("account__code").annotate(sum=Sum("amount")).order_by("account__code")),
        "still open": list(OpenCharge.objects.order_by("charge_id").values_list("charge_id", flat=True)),
        "chunks": list(RunStep.objects.filter(name="commit").order_by("chunk").values_list("chunk", "rows")),
        "state": list(Run.objects.values_list("state", "committed_rows", "left_out_rows")),
    }


def test_a_run_killed_at_random_points_leaves_what_an_unkilled_one_leaves(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(registry._kinds, "billing", dataclasses.replace(registry.kind_of("billing"), chunk_rows=CHUNK_ROWS))
    chance = random.Random(SEED)
    with copied(connection.settings_dict["NAME"], "r1_planned") as planned:
        with working_in(planned):
            norrvik = a_publisher()
            fill(norrvik, customers=SIZE, subscriptions=SIZE + 50, due=SIZE, as_of=day("2026-07-01"))
            run = plan_run(run=begin_run(kind="billing", entity=norrvik, as_of=day("2026-07-01"), actor=None))
            approve_run(run=run, actor=None)
            assert BillingPlan.objects.count() == run.planned_rows
        with copied(planned, "r1_unkilled") as database, working_in(database):
            began = time.perf_counter()
            commit(run)
            seconds = time.perf_counter() - began
            expected = what_is_there()
        with copied(planned, "r1_killed") as database, working_in(database):
            kills = sum(commit(run, killed_after=chance.uniform(0.02, 2 * seconds / KILLS)) for _kill in range(KILLS))
            commit(run)
            found = what_is_there()

    assert kills >= KILLS // 2
    assert expected["numbers"]
    assert len(expected["invoices"]) == run.planned_rows
    for what, rows in expected.items():
        assert found[what] == rows, what
    print(f"seed {SEED}: {kills} kills at work over {len(found['invoices'])} invoices, 0 differences")  # noqa: T201 - the figure
