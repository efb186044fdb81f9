"""`abonent bench billing`: plan and commit of a big run against the floor of COPY. `abonent bench documents`: its PDF against bare typst."""

from __future__ import annotations

from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

from django.test.utils import override_settings

from abonent.billing.documents.invoice import TEMPLATE, invoice_data
from abonent.billing.models import Invoice, InvoiceLine
from abonent.billing.operations.planning import totals_of
from abonent.billing.operations.printing import ask_for_print_file, continue_printing, make_files
from abonent.billing.testing import a_publisher
from abonent.billing.volume import fill
from abonent.kit import benches
from abonent.kit.batches import batched
from abonent.kit.benches import BenchResult, stopwatch
from abonent.kit.documents import BATCH, as_inputs
from abonent.kit.typesetting import compiler
from abonent.ledger.models import JournalEntry, JournalLine, OpenReceivable, Receivable
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

AS_OF = date(2026, 7, 1)
POSTED = (Invoice, InvoiceLine, Receivable, OpenReceivable, JournalEntry, JournalLine)


def bench_billing(*, customers: int, subscriptions: int, due: int) -> BenchResult:
    """Bill `due` of `subscriptions` of `customers` in a database that is thrown away."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("billing"):
        with stopwatch(seconds, "data"):
            entity = a_publisher()
            fill(entity, customers=customers, subscriptions=subscriptions, due=due, as_of=AS_OF)
        benches.checkpoint()
        run = begin_run(kind="billing", entity=entity, as_of=AS_OF, actor=None)
        with stopwatch(seconds, "plan"):
            plan_run(run=run)
        benches.checkpoint()
        approve_run(run=run, actor=None)
        with stopwatch(seconds, "commit"):
            commit_run(run=run)
        floor = benches.copy_floor([model._meta.db_table for model in POSTED])
        detail = _detail(run, seconds, floor)
    return BenchResult("billing", rows=detail["rows_posted"], seconds=seconds["commit"], floor_seconds=sum(floor.values()), detail=detail)


def bench_documents(*, documents: int) -> BenchResult:
    """Set posted invoices in batches as they are sent - read, set, cut apart, kept - beside typst alone, which is given the same data."""
    seconds: dict[str, float] = {}
    with benches.throw_away_database("documents"), TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=folder):
        entity = a_publisher()
        fill(entity, customers=documents, subscriptions=documents, due=documents, as_of=AS_OF)
        run = begin_run(kind="billing", entity=entity, as_of=AS_OF, actor=None)
        commit_run(run=approve_run(run=plan_run(run=run), actor=None))
        invoices = list(Invoice.objects.order_by("pk"))
        batches = [list(batch) for batch in batched(invoices, BATCH)]
        inputs = [as_inputs([invoice_data(invoice, list(invoice.lines.order_by("ordinal"))) for invoice in batch]) for batch in batches]
        # Fonts and template are read with the first page; that is neither part's.
        compiler(TEMPLATE).compile(format="pdf", sys_inputs=inputs[0])
        with stopwatch(seconds, "typst alone"):
            for one in inputs:
                compiler(TEMPLATE).compile(format="pdf", sys_inputs=one)
        with stopwatch(seconds, "made and kept"):
            made = [file for batch in batches for file in make_files(batch)]
        with stopwatch(seconds, "one print file"):
            ask_for_print_file(run=run, actor=None)
            continue_printing(run=run)
        pages = sum(file.pages for file in made)
        detail = {"pages": pages, "per_second": round(len(made) / seconds["made and kept"], 1), "seconds": seconds}
        detail["yardstick"] = benches.yardstick()
    return BenchResult("documents", len(made), seconds["made and kept"], seconds["typst alone"], detail)


def _detail(run: Run, seconds: dict[str, float], floor: dict[str, float]) -> dict[str, Any]:
    posted = {model._meta.db_table: model._default_manager.count() for model in POSTED}
    floor_seconds = sum(floor.values())
    return {
        "invoices": totals_of(run).rows,
        "committed": run.committed_rows,
        "seconds": seconds,
        "plan_ratio": round(seconds["plan"] / floor_seconds, 2),
        "commit_ratio": round(seconds["commit"] / floor_seconds, 2),
        "rows_posted": sum(posted.values()),
        "rows_per_second": round(sum(posted.values()) / seconds["commit"]),
        "posted": posted,
        "floor": floor,
        "steps": {f"{step.name}": round(step.seconds, 3) for step in RunStep.objects.filter(run=run).exclude(name="commit")},
        "chunk_seconds": [round(step.seconds, 2) for step in RunStep.objects.filter(run=run, name="commit")],
        "yardstick": benches.yardstick(),
    }
