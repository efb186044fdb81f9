"""What is invoiced again and again as a list, the due ones first; and the plan of a run that makes them."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import RecurrencePlan
from abonent.billing.operations.recurring import KIND
from abonent.billing.recurring_queries import DUE, ENDED, PAUSED, RUNNING, recurring_on
from abonent.billing.recurring_words import pace_words
from abonent.catalog.views.products import entities
from abonent.runs.models import Run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.ui import wording
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    PeriodColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)

STATES = {
    DUE: State(label=pgettext_lazy("recurring invoice", "Due"), icon="clock", tone="warn"),
    RUNNING: State(label=pgettext_lazy("recurring invoice", "Runs"), icon="repeat"),
    PAUSED: State(label=pgettext_lazy("recurring invoice", "Paused"), icon="player-pause", tone="ink2"),
    ENDED: State(label=pgettext_lazy("recurring invoice", "Ended"), icon="circle-check", tone="ink2"),
}


class RecurringList(List):
    """Recurring invoices of the viewer's companies, with the day on which each is due next."""

    name = "recurring"
    title = gettext_lazy("Recurring invoices")
    columns = [
        Column(name="name", label=gettext_lazy("Name"), sort="name", slot="main", link=lambda row: row.url),
        Column(
            name="payer",
            label=gettext_lazy("Payer"),
            value="payer.name",
            sort="payer__name",
            slot="sub",
            link=lambda row: reverse("desk:customer", args=[row.payer.number]),
        ),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", sort="entity__name", quiet=True, shown=False),
        Column(name="pace", label=gettext_lazy("How often"), value=lambda row: pace_words(row.every_count, row.every_unit), quiet=True),
        DayColumn(name="next", label=pgettext_lazy("day", "Next"), value="next_on", sort="next_on"),
        NumberColumn(name="due_days", label=gettext_lazy("Days due"), sort="due_days", total=Sum("due_days")),
        MoneyColumn(
            name="amount",
            label=gettext_lazy("Amount"),
            value="next_amount",
            currency="currency",
            sort="next_amount",
            shows_currency=True,
            slot="fig",
        ),
        DayColumn(name="latest", label=gettext_lazy("Latest made"), value="latest_on", sort="latest_on"),
        StateColumn(name="state", label=gettext_lazy("State"), states=STATES, slot="fig2"),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Name or payer"),
            where=lambda text: Q(name__icontains=text) | Q(payer__name__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(
            name="state", label=gettext_lazy("State"), path="state", choices=[(code, state.label) for code, state in STATES.items()]
        ),
        PeriodFilter(name="next", label=pgettext_lazy("day", "Next"), path="next_on"),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="due", label=pgettext_lazy("recurring invoices", "Due"), query="state=due"),
        View(name="paused", label=pgettext_lazy("recurring invoices", "Paused"), query="state=paused"),
    ]
    default_sort = "next"
    empty = EmptyState(
        title=gettext_lazy("Nothing recurs yet"),
        text=gettext_lazy("Rent, care, an advertisement each month: say it once, and a run makes each invoice on its day."),
        act_label=gettext_lazy("New recurring invoice"),
        act_url_name="billing:new_recurring",
    )

    def rows(self) -> QuerySet[Any]:
        return recurring_on(self.request.user, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s recurring invoice", "%(count)s recurring invoices", count) % {
            "count": wording.number(count, self.reader.language)
        }


class RecurrencePlanList(List):
    """The days that a run would make."""

    name = "recurrences"
    title = gettext_lazy("Days planned")
    default_sort = "ordinal"
    identity = "ordinal"
    empty = EmptyState(title=gettext_lazy("Nothing is due"), text=gettext_lazy("No recurring invoice is due by the day of the run."))

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="name",
                label=_("Name"),
                value="recurring.name",
                sort="recurring__name",
                slot="main",
                link=lambda row: row.recurring.url,
            ),
            Column(name="payer", label=_("Payer"), value="recurring.payer.name", sort="recurring__payer__name", slot="sub"),
            DayColumn(name="due_on", label=_("Due"), sort="due_on"),
            PeriodColumn(name="during", label=_("Pays for"), quiet=True),
            MoneyColumn(
                name="amount", label=_("Amount"), sort="amount", currency="recurring__entity__currency", slot="fig", total=Sum("amount")
            ),
            Column(name="basis", label=_("Prices are"), value="recurring.get_basis_display", quiet=True),
            Column(name="ordinal", label=_("Row"), sort="ordinal", shown=False),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [TextFilter(name="q", label=_("Payer"), path="recurring__payer__name", prominent=True)]

    def rows(self) -> QuerySet[Any]:
        return RecurrencePlan.objects.filter(run=self.run).select_related("recurring__payer", "recurring__entity")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s day", "%(count)s days", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.see")
def recurring_list(request: StaffRequest) -> HttpResponseBase:
    """All of them, the due ones first."""
    viewer = request.user
    return list_view(
        request,
        RecurringList,
        template="billing/recurring_list.html",
        may_change=viewer.may("billing.recur"),
        may_make=viewer.may("billing.run"),
        kind=KIND,
    )


@permit("billing.see")
def plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run makes; nothing is charged until it is committed."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
    context = {
        "run": run,
        "steps": look_steps(run, request.path),
        "may_commit": may_hold(request.user, run),
    }
    return list_view(request, partial(RecurrencePlanList, run=run), template="billing/recurring_plan.html", **context)  # type: ignore[arg-type]
