"""The register of doors: which places households live behind, where they lie, which say no."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.models import Place
from abonent.distribution.forms import RegisteredDoorForm
from abonent.distribution.models import Door
from abonent.distribution.operations.doors import describe_door, say_of_door
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.ui import wording
from abonent.ui.lists import BooleanFilter, Column, EmptyState, List, NumberColumn, TextFilter, View, list_view


class DoorList(List):
    """All doors of the register."""

    name = "doors"
    title = gettext_lazy("Doors")
    columns = [
        Column(
            name="door",
            label=gettext_lazy("Door"),
            value="place.street_line",
            slot="main",
            sort="place__street",
            link=lambda row: reverse("distribution:door", args=[row.pk]),
        ),
        Column(name="postal_line", label=gettext_lazy("Postal code"), value="place.postal_line", sort="place__postal_code", slot="sub"),
        NumberColumn(name="households", label=gettext_lazy("Households"), sort="households", slot="fig", labelled=True),
        Column(name="refuses", label=gettext_lazy("No advertising"), value=lambda row: _("says no") if row.refuses else "", slot="fig2"),
        Column(name="where", label=gettext_lazy("On the map"), value=lambda row: "" if row.latitude is None else f"{row.latitude}, {row.longitude}", quiet=True),
    ]  # fmt: skip
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="refuse", label=gettext_lazy("Say no"), query="refuses=yes"),
        View(name="nowhere", label=gettext_lazy("Not on the map"), query="placed=no"),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Street or postal code"),
            where=lambda text: Q(place__street__istartswith=text) | Q(place__postal_code__startswith=text),
            prominent=True,
        ),
        BooleanFilter(name="refuses", label=gettext_lazy("No advertising"), where=lambda says_no: Q(refuses=says_no)),
        BooleanFilter(name="placed", label=gettext_lazy("On the map"), where=lambda is_placed: Q(latitude__isnull=not is_placed)),
    ]
    default_sort = "postal_line"
    empty = EmptyState(
        title=gettext_lazy("No doors yet"),
        text=gettext_lazy("A list of dwellings says behind which doors households live, subscribers or not. Bring one in by Imports."),
        act_label=gettext_lazy("Imports"),
        act_url_name="imports:list",
    )

    def rows(self) -> QuerySet[Any]:
        return Door.objects.select_related("place")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s door", "%(count)s doors", count) % {"count": wording.number(count, self.reader.language)}


@permit("distribution.see")
def doors(request: StaffRequest) -> HttpResponseBase:
    """All doors."""
    may_import = request.user.may("distribution.change") and request.user.may("imports.use") and request.user.sees_everybody
    return list_view(request, DoorList, template="distribution/doors.html", may_import=may_import)


@permit("distribution.change")
def door(request: StaffRequest, door_id: int) -> HttpResponse:
    """What is said of one door."""
    place = get_object_or_404(Place, pk=door_id)
    known = Door.objects.filter(pk=place.pk).first()
    form = RegisteredDoorForm(request.POST or None, initial=vars(describe_door(known)) if known else {"households": 1})
    page = FormPage(heading=place.street_line, sub=place.postal_line, back=reverse("distribution:doors"), section="doors")

    def save(said: dict[str, Any]) -> Done:
        say_of_door(place=place, described=form.described, actor=request.user)
        return Done(
            words=_("%(door)s is changed.") % {"door": place.street_line}, subject=("door", place.pk), goes_to=reverse("distribution:doors")
        )

    return answer_form(request, form, page, save)
