"""Look at a plan of subscriber gifts: what goes where, what does not and why; hold rows back; take the papers once it is committed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.product_queries import said_name
from abonent.kit.files import open_stored
from abonent.runs.hold_views import hold_views
from abonent.runs.models import Run
from abonent.runs.plan_list import PlanList, look_steps, may_hold
from abonent.runs.queries import visible_runs
from abonent.subscriptions.models import PremiumFile, PremiumPickPlan
from abonent.subscriptions.operations.premium_picks import KIND, hold_premiums
from abonent.ui import wording as figures
from abonent.ui.lists import BooleanFilter, ChoiceFilter, Column, EmptyState, NumberColumn, State, StateColumn, TextFilter, list_view

TO_BE_SENT = "to_be_sent"
_LOOKS = {"": ("check", "ink2"), "no_address": ("map-pin", "warn"), "missing": ("alert-triangle", "warn")}
FINDINGS = {code or TO_BE_SENT: State(label=label, icon=_LOOKS[code][0], tone=_LOOKS[code][1]) for code, label in PremiumPickPlan.FINDINGS}


class PremiumPickList(PlanList):
    """What goes where, and what does not."""

    name = "premium-picks"
    title = gettext_lazy("Subscriber gifts to send")
    identity = "premium_id"
    hold, release = "subscriptions:hold_premiums", "subscriptions:release_premiums"
    empty = EmptyState(title=gettext_lazy("No gift waits"), text=gettext_lazy("Everything that was given is sent."))

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(name="item", label=_("Subscriber gift"), value="item_name", slot="main", link=lambda row: row.premium.subscription.url),
            Column(name="receiver", label=_("Receiver"), value="receiver.name", slot="sub"),
            Column(name="place", label=_("Goes to"), value=lambda row: row.place and str(row.place), quiet=True),
            NumberColumn(name="pieces", label=_("Pieces"), slot="fig"),
            StateColumn(
                name="finding", label=_("What becomes of it"), value=lambda row: row.finding or TO_BE_SENT, states=FINDINGS, slot="fig2"
            ),
            self.hold_column(),
            Column(name="number", label=_("Order"), value="premium.subscription.number", shown=False),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [
            TextFilter(name="q", label=_("Receiver"), path="receiver__name", prominent=True),
            ChoiceFilter(
                name="finding",
                label=_("What becomes of it"),
                where=_with_findings,
                choices=[(code, state.label) for code, state in FINDINGS.items()],
            ),
            BooleanFilter(name="held", label=_("Held back")),
        ]

    def rows(self) -> QuerySet[Any]:
        rows = PremiumPickPlan.objects.filter(run=self.run).select_related("item", "receiver", "place", "premium__subscription")
        return rows.annotate(item_name=said_name(self.reader.language, "item__name"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s subscriber gift", "%(count)s subscriber gifts", count) % {
            "count": figures.number(count, self.reader.language)
        }


def _with_findings(codes: list[str]) -> Q:
    return Q(finding__in=["" if code == TO_BE_SENT else code for code in codes])


@permit("stock.move")
def premium_pick_plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """The plan: how many go, how many do not and why, and every row; once it is committed, its papers."""
    run = _run(request, run_id)
    rows = PremiumPickPlan.objects.filter(run=run)
    context = {
        "run": run,
        "steps": look_steps(run, request.path),
        "held": rows.filter(held=True).count(),
        "without": rows.exclude(finding="").count(),
        "may_commit": may_hold(request.user, run),
        "files": PremiumFile.objects.filter(run_id=run.pk).order_by("-kind"),
    }
    return list_view(request, partial(PremiumPickList, run=run), template="subscriptions/premium_pick_plan.html", **context)  # type: ignore[arg-type]


@permit("stock.move")
def premium_file(request: StaffRequest, run_id: int, kind: str) -> FileResponse:
    """The pick list of a run, or its address labels, to print."""
    run = _run(request, run_id)
    file = get_object_or_404(PremiumFile.objects.select_related("stored_file"), run_id=run.pk, kind=kind)
    stored = file.stored_file
    return FileResponse(open_stored(stored), as_attachment=True, filename=stored.name, content_type=stored.media_type)


def _gifts_held(count: int, held: bool) -> str:
    if held:
        return ngettext("%(count)s gift is held back.", "%(count)s gifts are held back.", count)
    return ngettext("%(count)s gift is let go.", "%(count)s gifts are let go.", count)


# A gift waits in one open plan at a time.
hold, release = hold_views(
    permission="stock.move",
    look_url="subscriptions:premium_pick_plan",
    rows=lambda gifts, runs: PremiumPickPlan.objects.filter(premium__in=gifts, run__in=runs.filter(kind=KIND, state=Run.State.PLANNED)),
    hold=lambda run, rows, held, actor: hold_premiums(run=run, ordinals=[row.ordinal for row in rows], held=held, actor=actor),
    words=_gifts_held,
)


def _run(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
