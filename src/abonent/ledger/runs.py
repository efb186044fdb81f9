"""The runs of the ledger: match unknown bank lines with what customers owe; end missed payment plans, give up small differences; export the journal to the accounting program."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.kit import statements
from abonent.ledger.models import MatchingPlan, PlannedExportEntry, PlannedExportSum
from abonent.ledger.operations import accounting_exports, claim_runs
from abonent.ledger.operations.payments import commit_planned
from abonent.ledger.operations.posting import account_for
from abonent.runs.kinds import RunKind, Step, Totals, statement_parameters
from abonent.runs.models import Run

WORKLISTS = ("unknown_bank_line", "bank_line", "open_receivable", "receivable")
PLANS = ("matching_plan", "matching_plan_item")
# A batch is one document: it leaves whole or not at all.
ALL_AT_ONCE = 1_000_000_000


def _learn(tables: tuple[str, ...], run: Run) -> int:
    """Tell the planner how large the work is: an import may have filled these tables a moment ago."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ANALYZE "{table}"')  # noqa: S608 - names from this file
    return 0


def _plan(statement: str, run: Run) -> int:
    return statements.run(statement, **statement_parameters(run), unknown_account=account_for(run.entity, "unknown"))


def _totals(run: Run) -> Totals:
    planned = MatchingPlan.objects.filter(run_id=run.pk)
    return Totals(planned.count(), planned.aggregate(amount=Sum("amount"))["amount"], run.entity.currency)


def _commit_chunk(run: Run, first: int, latest: int) -> int:
    return commit_planned(run.pk, first, latest, entity=run.entity, actor=run.created_by, as_of=run.as_of)


def _totals_of_export(run: Run) -> Totals:
    amount = PlannedExportSum.objects.filter(run=run).aggregate(amount=Sum("debit"))["amount"]
    return Totals(PlannedExportEntry.objects.filter(run=run).count(), amount or 0, run.entity.currency)


def _write_batch(run: Run, first: int, latest: int) -> int:
    return accounting_exports.write_batch(run)


def _planning(name: str, label: Any) -> Step:
    return Step(f"ledger/{name}", label, partial(_plan, f"ledger/{name}"))


RUN_KINDS = [
    RunKind(
        code="payment_matching",
        label=_("Match payments"),
        permission="ledger.book_payments",
        plan_steps=(
            Step("count_work", _("Count the work"), partial(_learn, WORKLISTS)),
            _planning("plan_sent_back", _("Refunds that came back")),
            _planning("plan_by_reference", _("By reference")),
            _planning("plan_by_text", _("By number in the text")),
            _planning("plan_by_account", _("By account and amount")),
            _planning("plan_returns", _("Returns")),
            _planning("plan_items", _("What each payment settles")),
            _planning("plan_returned_items", _("What each return opens again")),
        ),
        totals=_totals,
        first_steps=(Step("count_plan", _("Count the plan"), partial(_learn, PLANS)),),
        commit_chunk=_commit_chunk,
        look_url="ledger:matching",
    ),
    RunKind(
        code=claim_runs.MISSED_PLANS,
        label=_("Missed payment plans"),
        permission="ledger.write_off",
        plan_steps=(Step("ledger/plan_missed_plans", _("Plans that are late"), claim_runs.plan_missed_plans),),
        totals=claim_runs.totals_of_missed,
        commit_chunk=claim_runs.end_missed_chunk,
        closing_steps=(Step("ledger.tell_missed_plans", _("Told in the history"), claim_runs.tell_missed),),
        look_url="ledger:missed_plans",
        row_label=_("plans"),
        commit_label=_("End the plans"),
    ),
    RunKind(
        code=claim_runs.SMALL_DIFFERENCES,
        stands_still=True,
        label=_("Small differences given up"),
        permission="ledger.write_off",
        plan_steps=(Step("ledger/plan_write_offs", _("Differences found"), claim_runs.plan_small_differences),),
        totals=claim_runs.totals_of_differences,
        commit_chunk=claim_runs.give_up_chunk,
        look_url="ledger:small_differences",
        row_label=_("items"),
        commit_label=_("Give them up"),
    ),
    RunKind(
        code=accounting_exports.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Accounting export"),
        permission="ledger.export_journal",
        plan_steps=(
            Step("ledger/plan_export_entries", _("Entries that have not left yet")),
            Step("ledger/plan_export_sums", _("Sums by account")),
        ),
        totals=_totals_of_export,
        commit_chunk=_write_batch,
        chunk_rows=ALL_AT_ONCE,
        closing_steps=(
            Step("ledger.make_accounting_file", _("File for the accounting program"), accounting_exports.make_file),
            Step("ledger.tell_export", _("Told in the history"), accounting_exports.tell_export),
        ),
        on_approval=accounting_exports.refuse_accounts_not_taken,
        look_url="ledger:planned_export",
        row_label=_("entries"),
        commit_label=_("Export"),
    ),
]
