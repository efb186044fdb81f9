"""R1: a billing run killed at random points ends with the same documents as one that was not.

`ABONENT_R1_SIZE` sets how many subscriptions are billed and `ABONENT_R1_KILLS` how often the process is killed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum

from abonent.billing.models import BillingPlan, Invoice, InvoiceLine
from abonent.billing.testing import a_publisher
from abonent.billing.tests.own_database import copied, working_in
from abonent.billing.volume import fill
from abonent.charges.models import OpenCharge
from abonent.company.models import NumberSeries
from abonent.kit.periods import day
from abonent.ledger.models import JournalEntry, JournalLine, OpenReceivable, Receivable
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, plan_run

pytestmark = [pytest.mark.figure, pytest.mark.django_db(transaction=True)]
SIZE = int(os.environ.get("ABONENT_R1_SIZE", "2000"))
KILLS = int(os.environ.get("ABONENT_R1_KILLS", "10"))
CHUNK_ROWS = max(SIZE // 25, 20)
SEED = int(os.environ.get("ABONENT_R1_SEED", "20261121"))


def commit(url: str, run: Run, *, killed_after: float | None = None) -> float:
    """Commit in another process, killed some seconds after it began; returns how long it was at work."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "abonent.config.settings"}
    process = subprocess.Popen(
        [sys.executable, "-m", "abonent.billing.tests.commit_in_a_process", str(run.pk), str(CHUNK_ROWS)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    began = time.perf_counter()
    try:
        process.wait(timeout=killed_after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
    else:
        assert process.returncode == 0
    return time.perf_counter() - began


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


def test_a_run_killed_at_random_points_leaves_what_an_unkilled_one_leaves():
    chance = random.Random(SEED)
    with copied(connection.settings_dict["NAME"], "r1_planned") as planned:
        with working_in(planned):
            norrvik = a_publisher()
            fill(norrvik, customers=SIZE, subscriptions=SIZE + 50, due=SIZE, as_of=day("2026-07-01"))
            run = plan_run(run=begin_run(kind="billing", entity=norrvik, as_of=day("2026-07-01"), actor=None))
            approve_run(run=run, actor=None)
            assert BillingPlan.objects.count() == run.planned_rows
        with copied(planned, "r1_unkilled") as database, working_in(database) as url:
            seconds = commit(url, run)
            expected = what_is_there()
        with copied(planned, "r1_killed") as database, working_in(database) as url:
            for _kill in range(KILLS):
                commit(url, run, killed_after=chance.uniform(0.02, 2.5 * seconds / KILLS))
            commit(url, run)
            found = what_is_there()

    assert expected["numbers"]
    assert len(expected["invoices"]) == run.planned_rows
    for what, rows in expected.items():
        assert found[what] == rows, what
    print(f"seed {SEED}: {KILLS} kills over {len(found['invoices'])} invoices, 0 differences")  # noqa: T201 - the figure
