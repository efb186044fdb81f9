"""The terms of an outlet, the settlement of one outlet, and the plan of a settlement."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.product_queries import said_name
from abonent.distribution.models import PlannedSettlement
from abonent.distribution.operations.draw_settlement import KIND, CannotSettle, set_outlet_terms
from abonent.distribution.outlet_queries import visible_outlets
from abonent.distribution.settlement_forms import TermsForm
from abonent.kit import clock
from abonent.runs.jobs import go_on_later
from abonent.runs.models import Run
from abonent.runs.operations import CannotRun, begin_run
from abonent.runs.plan_list import look_steps, may_hold
from abonent.runs.queries import undo_address, visible_runs
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import Column, DayColumn, EmptyState, List, MoneyColumn, NumberColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader

FORM = "distribution/outlet_terms.html"


class SettlementList(List):
    """What a run settles, one line for each outlet and product."""

    name = "settlements"
    title = gettext_lazy("Settlement of single copies")
    default_sort = "ordinal"
    identity = "ordinal"
    empty = EmptyState(
        title=gettext_lazy("Nothing is to be settled"),
        text=gettext_lazy("Everything that was drawn and came back is settled, or its outlets are set aside."),
    )

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        return [
            Column(
                name="outlet", label=_("Outlet"), value="outlet.name", sort="outlet__name", slot="main", link=lambda row: row.outlet.url
            ),
            Column(name="product", label=_("Product"), value="product_name", slot="sub"),
            Column(name="customer", label=_("Sold by"), value="outlet.customer.name", quiet=True),
            DayColumn(name="first_on", label=_("First issue"), sort="first_on"),
            DayColumn(name="latest_on", label=_("Latest issue"), sort="latest_on"),
            NumberColumn(name="copies", label=_("Drawn"), sort="copies", total=Sum("copies")),
            NumberColumn(name="returned", label=_("Came back"), sort="returned", total=Sum("returned")),
            MoneyColumn(name="amount", label=_("Amount"), sort="amount", currency="price_list.currency", slot="fig"),
            Column(name="ordinal", label=_("Row"), sort="ordinal", shown=False),
        ]

    @property
    def filters(self) -> list[Any]:  # type: ignore[override]
        return [TextFilter(name="q", label=_("Outlet"), path="outlet__name", prominent=True)]

    def rows(self) -> QuerySet[Any]:
        rows = PlannedSettlement.objects.filter(run=self.run).select_related("outlet__customer", "product", "price_list")
        return rows.annotate(product_name=said_name(self.reader.language, "product__name"))

    def counted(self, count: int) -> str:
        return ngettext("%(count)s settlement", "%(count)s settlements", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.settle")
def terms(request: StaffRequest, outlet_id: int) -> HttpResponse:
    """What an outlet pays for a copy from a day on."""
    outlet = get_object_or_404(visible_outlets(request.user), pk=outlet_id)
    latest = outlet.terms.order_by("-during").first()
    initial = {"price_list": latest.price_list_id, "percent": latest.percent or None, "per_copy": latest.per_copy or None} if latest else {}
    form = TermsForm(
        request.POST if request.method == "POST" else None, outlet=outlet, today=clock.today(outlet.entity.zone), initial=initial
    )
    if form.is_bound and form.is_valid():
        try:
            set_outlet_terms(outlet=outlet, asked=form.asked, actor=request.user)
        except CannotSettle as refusal:
            refuse(form, refusal, field="from_on" if refusal.code == "settlement.later_terms" else None)
        else:
            text = _("%(outlet)s pays on these terms.") % {"outlet": outlet.name}
            toasts.say(request, text, undo_url=undo_address(request.user, "outlet", outlet.pk))
            return redirect(outlet.url)
    answer = refused if form.errors else render
    return answer(request, FORM, {"form": form, "outlet": outlet, "undo": _("Can be undone")})


@permit("distribution.settle")
@require_POST
def settle_outlet(request: StaffRequest, outlet_id: int) -> HttpResponse:
    """Plan the settlement of one outlet until today."""
    outlet = get_object_or_404(visible_outlets(request.user), pk=outlet_id)
    try:
        with transaction.atomic():
            today = clock.today(outlet.entity.zone)
            run = begin_run(kind=KIND, entity=outlet.entity, as_of=today, actor=request.user, parameters={"outlet": outlet.pk})
            go_on_later(run)
    except CannotRun as refusal:
        toasts.warn(request, str(refusal))
        return redirect(outlet.url)
    return redirect(run.url)


@permit("distribution.settle")
def plan(request: StaffRequest, run_id: int) -> HttpResponseBase:
    """What a run settles; nothing is charged until it is committed."""
    run = get_object_or_404(visible_runs(request.user), pk=run_id, kind=KIND)
    sums = PlannedSettlement.objects.filter(run=run).values(currency=F("price_list__currency")).order_by("currency")
    context = {
        "run": run,
        "steps": look_steps(run, request.path),
        "sums": sums.annotate(drawn=Sum("copies"), back=Sum("returned"), comes_to=Sum("amount")),
        "parked": run.parked_cases.count(),
        "may_commit": may_hold(request.user, run),
        "today": present_reader().today,
    }
    return list_view(request, partial(SettlementList, run=run), template="distribution/settlement_plan.html", **context)  # type: ignore[arg-type]
