"""Depots and carriers: the lists, a new one, what is said of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.views.products import entities
from abonent.distribution.forms import CarrierForm, DepotForm
from abonent.distribution.models import Carrier, Depot, RouteCarrier
from abonent.distribution.operations import add_carrier, add_depot, change_carrier, change_depot
from abonent.distribution.operations.depots import describe_carrier, describe_depot
from abonent.distribution.queries import visible_carriers, visible_depots
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.ui import wording
from abonent.ui.lists import BooleanFilter, ChoiceFilter, Column, DayColumn, EmptyState, List, NumberColumn, TextFilter, View, list_view
from abonent.ui.lists.reader import present_reader


class CarrierList(List):
    """Carriers of the viewer's companies, with what they walk today."""

    name = "carriers"
    title = gettext_lazy("Carriers")
    columns = [
        Column(
            name="name",
            label=gettext_lazy("Name"),
            sort="name",
            slot="main",
            link=lambda row: reverse("distribution:change_carrier", args=[row.pk]),
        ),
        Column(name="number", label=gettext_lazy("Number"), sort="number", slot="sub"),
        Column(name="route", label=gettext_lazy("Route today"), value="walks", sort="walks", slot="fig"),
        Column(name="telephone", label=gettext_lazy("Telephone"), slot="fig2"),
        Column(
            name="round",
            label=gettext_lazy("On the telephone"),
            value=lambda row: _("Address of the rounds"),
            link=lambda row: reverse("distribution:round_link", args=[row.pk]),
            permission="distribution.change",
            quiet=True,
        ),
        Column(name="email", label=gettext_lazy("E-mail"), quiet=True),
        DayColumn(name="gone", label=gettext_lazy("Gone from"), value="gone_from", sort="gone_from", quiet=True),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True, shown=False),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="free", label=gettext_lazy("Without a route today"), query="walks=no"),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Name or number"),
            where=lambda text: Q(name__icontains=text) | Q(number__istartswith=text),
            prominent=True,
        ),
        BooleanFilter(
            name="walks", label=gettext_lazy("Has a route today"), where=lambda has_one: ~Q(walks="") if has_one else Q(walks="")
        ),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=gettext_lazy("No carriers yet"),
        text=gettext_lazy("A carrier walks a route. Add him, then say on the route from which day he walks it."),
        act_label=gettext_lazy("New carrier"),
        act_url_name="distribution:new_carrier",
    )

    def rows(self) -> QuerySet[Any]:
        turns = RouteCarrier.objects.filter(carrier=OuterRef("pk"), during__contains=self.reader.today)
        first = turns.order_by("route__sorts_as").values("route__number")[:1]
        return visible_carriers(self.request.user).annotate(walks=Coalesce(Subquery(first), Value("")))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s carrier", "%(count)s carriers", count) % {"count": wording.number(count, self.reader.language)}


class DepotList(List):
    """Depots of the viewer's companies, with how many routes begin there."""

    name = "depots"
    title = gettext_lazy("Depots")
    columns = [
        Column(
            name="name",
            label=gettext_lazy("Name"),
            sort="name",
            slot="main",
            link=lambda row: reverse("distribution:change_depot", args=[row.pk]),
        ),
        Column(name="town", label=gettext_lazy("Town"), sort="town", slot="sub"),
        NumberColumn(name="routes", label=gettext_lazy("Routes"), value="route_count", sort="route_count", slot="fig", labelled=True),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Name or town"),
            where=lambda text: Q(name__icontains=text) | Q(town__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(name="entity", label=gettext_lazy("Company"), path="entity_id", choices=entities),
    ]
    default_sort = "name"
    empty = EmptyState(
        title=gettext_lazy("No depots yet"),
        text=gettext_lazy("At a depot the copies of some routes are put down and fetched."),
        act_label=gettext_lazy("New depot"),
        act_url_name="distribution:new_depot",
    )

    def rows(self) -> QuerySet[Any]:
        return visible_depots(self.request.user).annotate(route_count=Count("routes"))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s depot", "%(count)s depots", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.see")
def carriers(request: StaffRequest) -> HttpResponseBase:
    """All carriers."""
    return list_view(request, CarrierList, template="distribution/carriers.html", may_change=request.user.may("distribution.change"))


@permit("distribution.see")
def depots(request: StaffRequest) -> HttpResponseBase:
    """All depots."""
    return list_view(request, DepotList, template="distribution/depots.html", may_change=request.user.may("distribution.change"))


@permit("distribution.change")
def new_carrier(request: StaffRequest) -> HttpResponse:
    """Somebody who is not there yet."""
    return _carrier(request, None)


@permit("distribution.change")
def carrier(request: StaffRequest, carrier_id: int) -> HttpResponse:
    """Another number or name, how he is reached, or that he goes."""
    return _carrier(request, get_object_or_404(visible_carriers(request.user), pk=carrier_id))


@permit("distribution.change")
def new_depot(request: StaffRequest) -> HttpResponse:
    """A depot that is not there yet."""
    return _depot(request, None)


@permit("distribution.change")
def depot(request: StaffRequest, depot_id: int) -> HttpResponse:
    """Another name, or where it lies."""
    return _depot(request, get_object_or_404(visible_depots(request.user), pk=depot_id))


def _carrier(request: StaffRequest, present: Carrier | None) -> HttpResponse:
    reader = present_reader()
    initial = vars(describe_carrier(present)) if present else {"language": reader.language}
    form = CarrierForm(request.POST or None, viewer=request.user, is_new=present is None, today=reader.today, initial=initial)
    back = reverse("distribution:carriers")
    page = FormPage(
        heading=present.name if present else _("New carrier"), sub=present.number if present else "", back=back, section="carriers"
    )

    def save(said: dict[str, Any]) -> Done:
        if present:
            change_carrier(carrier=present, described=form.described, actor=request.user)
        saved = present or add_carrier(entity=said["entity"], described=form.described, actor=request.user)
        return Done(words=_("%(name)s is saved.") % {"name": said["name"]}, subject=("carrier", saved.pk), goes_to=back)

    return answer_form(request, form, page, save)


def _depot(request: StaffRequest, present: Depot | None) -> HttpResponse:
    initial = vars(describe_depot(present)) if present else None
    form = DepotForm(request.POST or None, viewer=request.user, is_new=present is None, initial=initial)
    back = reverse("distribution:depots")
    page = FormPage(heading=present.name if present else _("New depot"), sub=present.town if present else "", back=back, section="depots")

    def save(said: dict[str, Any]) -> Done:
        if present:
            change_depot(depot=present, described=form.described, actor=request.user)
        saved = present or add_depot(entity=said["entity"], described=form.described, actor=request.user)
        return Done(words=_("%(name)s is saved.") % {"name": said["name"]}, subject=("depot", saved.pk), goes_to=back)

    return answer_form(request, form, page, save)
