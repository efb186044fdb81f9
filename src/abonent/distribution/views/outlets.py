"""The outlets, a new one, and the page of one with what it draws, what came back and what it should rather draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import Product
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.views.products import entities
from abonent.distribution.models import Draw, Outlet
from abonent.distribution.operations.outlets import CannotKeepOutlet, add_outlet, change_outlet
from abonent.distribution.outlet_forms import OutletForm
from abonent.distribution.outlet_queries import CLOSED, OPEN, Drawn, drawn, outlets_on, visible_outlets
from abonent.distribution.rules.draw_suggestion import Sale, Suggestion, suggested
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists import ChoiceFilter, Column, EmptyState, List, NumberColumn, State, StateColumn, TextFilter, View, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

STATES = {
    OPEN: State(label=pgettext_lazy("outlet", "Open"), icon="circle-check", tone="ok"),
    CLOSED: State(label=pgettext_lazy("outlet", "Closed"), icon="archive", tone="ink2"),
}
FORM = "distribution/outlet_form.html"
# Issues that the page shows: the next two weeks, and the last eight of each weekday for what is proposed.
AHEAD, BEHIND = timedelta(days=14), timedelta(days=56)
# Of those behind, so many are written down one by one.
PAST_ISSUES = 14
SETTLEMENTS = 6


class OutletList(List):
    """Outlets of the viewer's companies."""

    name = "outlets"
    title = gettext_lazy("Outlets")
    columns = [
        Column(name="name", label=gettext_lazy("Name"), sort="name", slot="main", link=lambda row: row.url),
        Column(name="number", label=gettext_lazy("Outlet number"), sort="number", slot="sub"),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", sort="entity__name", quiet=True),
        Column(
            name="customer",
            label=gettext_lazy("Sold by"),
            value="customer.name",
            link=lambda row: reverse("desk:customer", args=[row.customer.number]),
        ),
        Column(name="place", label=gettext_lazy("Address"), value="place", quiet=True),
        NumberColumn(name="weekly", label=gettext_lazy("Copies a week"), sort="weekly", slot="fig", labelled=True, total=Sum("weekly")),
        StateColumn(name="state", label=gettext_lazy("State"), slot="fig2", states=STATES),
    ]
    views = [View(name="open", label=pgettext_lazy("outlets", "Open"), query="state=open"), View(name="all", label=gettext_lazy("All"))]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Name or number"),
            where=lambda text: Q(name__icontains=text) | Q(number=text.upper()),
            prominent=True,
        ),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
        ChoiceFilter(name="state", label=gettext_lazy("State"), choices=[(code, state.label) for code, state in STATES.items()]),
    ]
    default_sort = "number"
    empty = EmptyState(
        title=gettext_lazy("No outlets yet"),
        text=gettext_lazy("An outlet sells single copies: a kiosk, a shop. Say where it is and who is invoiced, then how many it draws."),
        act_label=gettext_lazy("New outlet"),
        act_url_name="distribution:new_outlet",
    )

    def rows(self) -> QuerySet[Any]:
        return outlets_on(self.request.user, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s outlet", "%(count)s outlets", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.see")
def outlets(request: StaffRequest) -> HttpResponseBase:
    """All outlets."""
    return list_view(request, OutletList, template="distribution/outlets.html", may_change=request.user.may("distribution.change"))


@permit("distribution.see")
def outlet_page(request: StaffRequest, outlet_id: int) -> HttpResponse:
    """An outlet: what it draws each week, the issues of two weeks, what came back, and what is proposed."""
    reader = present_reader()
    outlet = get_object_or_404(outlets_on(request.user, reader.today), pk=outlet_id)
    remember(request, label=outlet.name, url=request.path, icon="building-store")
    today = reader.today
    issues = drawn(outlet, first=today - BEHIND, until=today + AHEAD)
    names = _names(issues, reader.language)
    draws = outlet.draws.select_related("product").filter(Q(during__endswith__gt=today) | Q(during__upper_inf=True))
    context = {
        "outlet": outlet,
        "state": STATES[outlet.state],
        "weekdays": WEEKDAYS_ABBR.values(),
        "draws": [_shown(draw, issues, reader.language, today) for draw in draws.order_by("product__code", "during")],
        "coming": [(names[issue.product_id], issue) for issue in issues if issue.on >= today],
        "past": [(names[issue.product_id], issue) for issue in reversed(issues) if issue.on < today][:PAST_ISSUES],
        "terms": outlet.terms.select_related("price_list").order_by("-during"),
        "today": today,
        "settlements": outlet.settlements.filter(withdrawn_at=None).select_related("price_list").order_by("-pk")[:SETTLEMENTS],
        "may_change": request.user.may("distribution.change"),
        "may_settle": request.user.may("distribution.settle"),
    }
    return render(request, "distribution/outlet.html", context)


@permit("distribution.change")
def new(request: StaffRequest) -> HttpResponse:
    """An outlet that is not there yet."""
    form = OutletForm(request.POST or None, viewer=request.user, today=present_reader().today, country=_country(request))
    if request.method != "POST":
        return render(request, FORM, {"form": form})
    if not form.is_valid():
        return refused(request, FORM, {"form": form})
    entity = form.cleaned_data["entity"]
    try:
        outlet = add_outlet(entity=entity, described=form.described, actor=request.user, today=clock.today(entity.zone))
    except CannotKeepOutlet as refusal:
        refuse(form, refusal, field="number")
        return refused(request, FORM, {"form": form})
    _tell(request, _("%(outlet)s is there. Say now how many copies it draws."), outlet)
    return redirect(outlet.url)


@permit("distribution.change")
def change(request: StaffRequest, outlet_id: int) -> HttpResponse:
    """Let an outlet be otherwise, close it or open it again."""
    outlet = get_object_or_404(visible_outlets(request.user), pk=outlet_id)
    today = clock.today(outlet.entity.zone)
    form = OutletForm(request.POST or None, viewer=request.user, today=today, country=outlet.place.country, outlet=outlet)
    context = {"form": form, "outlet": outlet}
    if request.method != "POST":
        return render(request, FORM, context)
    if not form.is_valid():
        return refused(request, FORM, context)
    try:
        outlet = change_outlet(outlet=outlet, described=form.described, actor=request.user)
    except CannotKeepOutlet as refusal:
        refuse(form, refusal, field="number" if refusal.code == "outlet.number_taken" else None)
        return refused(request, FORM, context)
    _tell(request, _("%(outlet)s is changed."), outlet)
    return redirect(outlet.url)


def _tell(request: StaffRequest, text: str, outlet: Outlet) -> None:
    toasts.say(request, text % {"outlet": outlet.name}, undo_url=undo_address(request.user, "outlet", outlet.pk))


def _country(request: StaffRequest) -> str:
    first = request.user.entities.order_by("name").first()
    return first.country if first else "SE"


def _names(issues: list[Drawn], language: str) -> dict[int, str]:
    products = Product.objects.in_bulk({issue.product_id for issue in issues})
    return {key: name_in(product.name, language) for key, product in products.items()}


def _shown(draw: Draw, issues: list[Drawn], language: str, today: Any) -> dict[str, Any]:
    """A draw with what is proposed for each weekday, by the latest issues whose returns are noted."""
    sales: dict[int, list[Sale]] = defaultdict(list)
    for issue in issues:
        if issue.product_id == draw.product_id and issue.sold is not None and issue.on < today:
            sales[issue.on.weekday()].append(Sale(issue.copies, issue.sold))
    known = [suggested(now, sales[weekday]) for weekday, now in enumerate(draw.copies)]
    return {
        "draw": draw,
        "name": name_in(draw.product.name, language),
        "copies": list(zip(WEEKDAYS_ABBR.values(), draw.copies, known, strict=True)),
        "proposals": [] if draw.during.lower > today else _together(draw.copies, known, language),
        "week": sum(draw.copies),
        "begins": draw.during.lower,
        "is_to_come": draw.during.lower > today,
    }


def _together(copies: Sequence[int], known: Sequence[Suggestion], language: str) -> list[tuple[str, int, Suggestion]]:
    """What is proposed, each with the weekdays that it is proposed for."""
    bits: dict[tuple[int, Suggestion], int] = defaultdict(int)
    for weekday, (now, one) in enumerate(zip(copies, known, strict=True)):
        if one.copies != now:
            bits[now, one] |= 1 << weekday
    return [(weekday_words(days, language), now, one) for (now, one), days in bits.items()]
