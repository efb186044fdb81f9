"""The list of runs."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.runs.models import Run
from abonent.runs.operations import StandsStill, end_standstill, present_standstill
from abonent.runs.queries import kinds_in_use, kinds_open_to, visible_runs
from abonent.runs.registry import kind_of, kinds
from abonent.runs.views.states import RUN_STATES
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    NumberColumn,
    PeriodFilter,
    StateColumn,
    View,
    list_view,
)


class RunList(List):
    """Every run of the viewer's companies, latest first."""

    name = "runs"
    title = _("Runs")
    columns = [
        Column(name="kind", label=_("Run"), value=lambda run: kind_of(run.kind).label, slot="main", link=lambda run: run.url),
        Column(name="number", label=_("Number"), value="pk", sort="pk"),
        Column(name="entity", label=_("Company"), value="entity.name", sort="entity__name"),
        DayColumn(name="as_of", label=_("As of"), sort="as_of", slot="sub"),
        StateColumn(name="state", label=_("State"), value="shown_state", sort="state", slot="fig2", states=RUN_STATES),
        NumberColumn(name="planned", label=pgettext_lazy("rows", "Planned"), value="planned_rows", sort="planned_rows"),
        NumberColumn(name="committed", label=pgettext_lazy("rows", "Committed"), value="committed_rows", sort="committed_rows"),
        NumberColumn(name="parked", label=_("Parked"), value="parked_count"),
        MoneyColumn(
            name="total", label=_("Total"), value="total_amount", sort="total_amount", currency="currency", shows_currency=True, slot="fig"
        ),
        Column(name="by", label=_("By"), value=lambda run: run.starter_words, quiet=True),
        MomentColumn(name="created", label=_("Started"), value="created_at", sort="created_at", quiet=True),
    ]
    filters = [
        ChoiceFilter(name="state", label=_("State"), path="state", choices=Run.State.choices),
        PeriodFilter(name="as_of", label=_("As of"), path="as_of"),
    ]
    views = [
        View(name="all", label=_("All")),
        View(name="planned", label=_("Wait for approval"), query="state=planned"),
        View(name="open", label=_("Under way"), query="state=planning&state=committing"),
    ]
    default_sort = "-pk"
    empty = EmptyState(
        title=_("No run yet"),
        text=_("A run plans a batch, lets you look at it, and writes exactly what you saw."),
        act_label=_("Plan a run"),
        act_url_name="runs:new",
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        in_use = [(kind.code, kind.label) for kind in kinds_in_use(request.user)]  # type: ignore[arg-type]
        self.filters = [ChoiceFilter(name="kind", label=_("Run"), path="kind", choices=in_use), *type(self).filters]  # type: ignore[misc]

    def rows(self) -> QuerySet[Any]:
        parked = Count("parked_cases", filter=Q(parked_cases__resolved_at=None))
        batches = visible_runs(self.request.user).filter(kind__in=[kind.code for kind in kinds()])  # type: ignore[arg-type]
        return batches.annotate(parked_count=parked)

    def counted(self, count: int) -> str:
        return ngettext("%(count)s run", "%(count)s runs", count) % {"count": wording.number(count, self.reader.language)}


@permit("runs.see")
def run_list(request: StaffRequest) -> HttpResponseBase:
    """All runs, and the way to plan one."""
    viewer = request.user
    may = {"may_start": bool(kinds_open_to(viewer)), "may_schedule": viewer.may("runs.schedule")}
    return list_view(request, RunList, template="runs/list.html", start_url=reverse("runs:new"), standstill=present_standstill(), **may)


@permit("runs.schedule")
@require_POST
def let_go_on(request: StaffRequest) -> HttpResponse:
    """End the standstill after a restore."""
    try:
        end_standstill(actor=request.user)
    except StandsStill as refusal:
        toasts.warn(request, str(refusal))
        return redirect("runs:list")
    toasts.say(request, gettext("Runs start by themselves again, and what waits may be committed and sent."))
    return redirect("runs:list")
