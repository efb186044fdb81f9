"""The routes, a new one, the page of one, and who walks it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.views.products import entities
from abonent.distribution.forms import RouteForm, WalkerForm
from abonent.distribution.models import Route
from abonent.distribution.models.route import METHODS
from abonent.distribution.operations import add_route, change_route, let_walk
from abonent.distribution.operations.routes import describe_route
from abonent.distribution.queries import routes_today, visible_carriers, visible_depots, visible_routes, walk_of
from abonent.distribution.route_map import route_map
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.distribution.wording import stretch_words
from abonent.kit import clock
from abonent.ui import wording
from abonent.ui.lists import ChoiceFilter, Column, EmptyState, List, NumberColumn, TextFilter, list_view
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember


class RouteList(List):
    """Routes of the viewer's companies, with who walks them today and how many doors they have."""

    name = "routes"
    title = gettext_lazy("Routes")
    columns = [
        Column(name="number", label=gettext_lazy("Route"), sort="sorts_as", slot="main", link=lambda row: row.url),
        Column(name="name", label=gettext_lazy("Name"), sort="name", slot="sub"),
        Column(name="carrier", label=gettext_lazy("Carrier today"), value="carrier_name", sort="carrier_name", slot="fig2"),
        NumberColumn(name="doors", label=gettext_lazy("Doors"), sort="doors", slot="fig", labelled=True),
        Column(name="depot", label=gettext_lazy("Depot"), value="depot.name", quiet=True),
        Column(name="weekdays", label=gettext_lazy("Walked on"), value=lambda row: weekday_words(row.weekdays, present_reader().language)),
        Column(name="method", label=gettext_lazy("It brings"), value="get_delivery_method_display", quiet=True),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", sort="entity__name", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Number, name or carrier"),
            where=lambda text: Q(number__istartswith=text) | Q(name__icontains=text) | Q(carrier_name__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(name="method", label=gettext_lazy("It brings"), path="delivery_method", choices=METHODS),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "number"
    empty = EmptyState(
        title=gettext_lazy("No routes yet"),
        text=gettext_lazy("A route is a walk from door to door. Add one, or bring a register of streets in by Imports."),
        act_label=gettext_lazy("New route"),
        act_url_name="distribution:new_route",
    )

    def rows(self) -> QuerySet[Any]:
        return routes_today(self.request.user, self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s route", "%(count)s routes", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.see")
def routes(request: StaffRequest) -> HttpResponseBase:
    """All routes."""
    may_change = request.user.may("distribution.change")
    may_import = may_change and request.user.may("imports.use") and request.user.sees_everybody
    return list_view(request, RouteList, template="distribution/routes.html", may_change=may_change, may_import=may_import)


@permit("distribution.see")
def route_page(request: StaffRequest, route_id: int) -> HttpResponse:
    """A route: its walk, how many doors each piece has, and who walks it."""
    route = get_object_or_404(visible_routes(request.user), pk=route_id)
    today = clock.today(route.entity.zone)
    remember(request, label=_("Route %(number)s") % {"number": route.number}, url=request.path, icon="map-pin")
    walk = [(stretch, stretch_words(stretch)) for stretch in walk_of(route)]
    present = [(stretch, words) for stretch, words in walk if stretch.during.upper is None or stretch.during.upper > today]
    words_of = {stretch.pk: words for stretch, words in present}
    context = {
        "route": route,
        "today": today,
        "map": route_map(route, words_of, today, present_reader().language),
        "walk": present,
        "over": [(stretch, words) for stretch, words in walk if (stretch, words) not in present],
        "doors": sum(stretch.doors for stretch, _words in present if stretch.during.lower <= today),
        "turns": list(route.carriers.select_related("carrier").order_by("-during")[:10]),
        "weekdays": weekday_words(route.weekdays, present_reader().language),
        "may_change": request.user.may("distribution.change"),
    }
    return render(request, "distribution/route.html", context)


@permit("distribution.change")
def new(request: StaffRequest) -> HttpResponse:
    """A route that is not there yet."""
    form = _form(request, None)
    page = FormPage(heading=_("New route"), sub=_("A walk from door to door."), back=reverse("distribution:routes"))

    def save(said: dict[str, Any]) -> Done:
        return _done(
            add_route(entity=said["entity"], described=form.described, actor=request.user),
            _("Route %(number)s is there. Give it its doors now."),
        )

    return answer_form(request, form, page, save)


@permit("distribution.change")
def change(request: StaffRequest, route_id: int) -> HttpResponse:
    """Another number, name, depot, way or weekdays."""
    route = get_object_or_404(visible_routes(request.user), pk=route_id)
    form = _form(request, route)
    page = FormPage(heading=_("Route %(number)s") % {"number": route.number}, sub=route.name, back=route.url)

    def save(said: dict[str, Any]) -> Done:
        return _done(change_route(route=route, described=form.described, actor=request.user), _("Route %(number)s is changed."))

    return answer_form(request, form, page, save)


@permit("distribution.change")
def walker(request: StaffRequest, route_id: int) -> HttpResponse:
    """Who walks a route from which day on."""
    route = get_object_or_404(visible_routes(request.user), pk=route_id)
    today = clock.today(route.entity.zone)
    here = visible_carriers(request.user).filter(entity=route.entity).exclude(gone_from__lte=today)
    form = WalkerForm(request.POST or None, today=today, carriers=list(here), initial={"begins": today})
    page = FormPage(heading=_("Who walks route %(number)s") % {"number": route.number}, sub=route.name, back=route.url)

    def save(said: dict[str, Any]) -> Done:
        let_walk(route=route, carrier=said["carrier"], begins=said["begins"], actor=request.user, today=today)
        return _done(route, _("Who walks route %(number)s is changed."))

    return answer_form(request, form, page, save)


def _form(request: StaffRequest, route: Route | None) -> RouteForm:
    depots = visible_depots(request.user)
    described = {**vars(describe_route(route)), "depot": route.depot_id} if route else None
    return RouteForm(
        request.POST or None,
        viewer=request.user,
        is_new=route is None,
        depots=list(depots.filter(entity=route.entity_id) if route else depots),
        initial=described,
    )


def _done(route: Route, words: str) -> Done:
    return Done(words=words % {"number": route.number}, subject=("route", route.pk), goes_to=route.url)
