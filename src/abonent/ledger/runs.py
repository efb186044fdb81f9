"""The run of the ledger: match unknown bank lines with what customers owe."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.kit import statements
from abonent.ledger.models import MatchingPlan
from abonent.ledger.operations.payments import commit_planned
from abonent.ledger.operations.posting import account_for
from abonent.runs.kinds import RunKind, Step, Totals, statement_parameters
from abonent.runs.models import Run

WORKLISTS = ("unknown_bank_line", "bank_line", "open_receivable", "receivable")
PLANS = ("matching_plan", "matching_plan_item")


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


def _planning(name: str, label: Any) -> Step:
    return Step(f"ledger/{name}", label, partial(_plan, f"ledger/{name}"))


RUN_KINDS = [
    RunKind(
        code="payment_matching",
        label=_("Match payments"),
        permission="ledger.book_payments",
        plan_steps=(
            Step("count_work", _("Count the work"), partial(_learn, WORKLISTS)),
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
    )
]
