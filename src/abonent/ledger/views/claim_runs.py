"""The plans of the runs over open items, before they are committed: payment plans that would end, differences that would be given up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.ledger.models import MissedPlan, PlannedWriteOff
from abonent.ledger.operations.claim_runs import MISSED_PLANS, SMALL_DIFFERENCES
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.ui import wording
from abonent.ui.lists import Column, DayColumn, EmptyState, List, MoneyColumn, TextFilter, list_view


class _PlanOfRun(List):
    """The rows of one plan, in its order."""

    default_sort = "ordinal"

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run


class MissedPlanList(_PlanOfRun):
    """Payment plans that would end."""

    name = "missed-plans"
    title = gettext_lazy("Missed payment plans")
    columns = [
        Column(
            name="customer",
            label=gettext_lazy("Customer"),
            value="plan.customer.name",
            slot="main",
            link=lambda row: reverse("ledger:payment_plan", args=[row.plan_id]),
        ),
        DayColumn(name="due", label=gettext_lazy("Missed since"), value="due_on", sort="due_on", slot="fig2"),
        MoneyColumn(name="amount", label=gettext_lazy("Whole plan"), value="plan.amount", currency="plan__currency", slot="sub"),
        MoneyColumn(
            name="missing",
            label=gettext_lazy("Late"),
            value="missing_amount",
            sort="missing_amount",
            currency="plan__currency",
            shows_currency=True,
            total=Sum("missing_amount"),
            slot="fig",
        ),
    ]
    filters = [TextFilter(name="q", label=gettext_lazy("Customer"), path="plan__customer__name", prominent=True)]
    empty = EmptyState(
        title=gettext_lazy("No plan was missed"), text=gettext_lazy("Every instalment that is due was paid, or the company still waits.")
    )

    def rows(self) -> QuerySet[Any]:
        return MissedPlan.objects.filter(run=self.run).select_related("plan__customer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s plan", "%(count)s plans", count) % {"count": wording.number(count, self.reader.language)}


class SmallDifferenceList(_PlanOfRun):
    """Differences that would be given up."""

    name = "small-differences"
    title = gettext_lazy("Small differences")
    columns = [
        Column(
            name="number",
            label=gettext_lazy("Number"),
            value="receivable.document_number",
            slot="sub",
            link=lambda row: reverse("ledger:receivable", args=[row.receivable_id]),
        ),
        Column(name="customer", label=gettext_lazy("Customer"), value="receivable.customer.name", slot="main"),
        MoneyColumn(name="whole", label=gettext_lazy("Amount"), value="receivable.amount", currency="receivable__currency", slot="fig2"),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Given up"),
            value="amount",
            sort="amount",
            currency="receivable__currency",
            shows_currency=True,
            total=Sum("amount"),
            slot="fig",
        ),
    ]
    filters = [TextFilter(name="q", label=gettext_lazy("Customer"), path="receivable__customer__name", prominent=True)]
    empty = EmptyState(
        title=gettext_lazy("No small differences"), text=gettext_lazy("Nothing is open of an item that was paid but for so little.")
    )

    def rows(self) -> QuerySet[Any]:
        return PlannedWriteOff.objects.filter(run=self.run).select_related("receivable__customer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s item", "%(count)s items", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.write_off")
def missed_plans(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """Which payment plans a run would end."""
    return _look(request, run_id, MISSED_PLANS, MissedPlanList, _("Missed payment plans"))


@permit("ledger.write_off")
def small_differences(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run would give up."""
    return _look(request, run_id, SMALL_DIFFERENCES, SmallDifferenceList, _("Small differences"))


def _look(request: StaffRequest, run_id: int, kind: str, shown: type[_PlanOfRun], heading: str) -> HttpResponseBase:
    run = get_object_or_404(visible_runs(request.user).filter(kind=kind), pk=run_id)
    context = {
        "run": run,
        "heading": heading,
        "steps": look_steps(run, request.path),
        "may_commit": may_hold(request.user, run) and run.planned_rows,
    }
    return list_view(request, partial(shown, run=run), template="ledger/claim_run.html", **context)  # type: ignore[arg-type]
