"""Which route has a door that somebody names, and which doors have none."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.entries import CannotRead, Door
from abonent.customers.models import Place
from abonent.distribution.forms import DoorForm
from abonent.distribution.operations import StretchDescription, add_stretch
from abonent.distribution.queries import carriers_on, doors_without_route, routes_of_entered_door, visible_routes
from abonent.distribution.wording import stretch_words
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE
from abonent.ui.lists.reader import present_reader

# More at once nobody goes through; once these have a route the next ones stand there.
MOST_DOORS = 200


@permit("distribution.see")
def which_route(request: StaffRequest) -> HttpResponse:
    """Type an address: by which route a paper comes there, why, and who walks it."""
    reader = present_reader()
    company = request.user.entities.first()
    initial = {"day": reader.today, "country": company.country if company else "SE"}
    form = DoorForm(request.GET or None, today=reader.today, initial=initial)
    found, asked = [], False
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            door = Door.read(country=said["country"], code=said["postal_code"], town="", street_line=said["street_line"])
        except CannotRead as refusal:
            form.add_error("postal_code", str(refusal))
        else:
            asked = True
            stretches = routes_of_entered_door(request.user, door, said["day"])
            walks = carriers_on([one.route_id for one in stretches], said["day"])
            found = [(one.route, stretch_words(one), walks.get(one.route_id)) for one in stretches]
    context = {"form": form, "found": found, "asked": asked, "heading": _("Which route has this door?")}
    return render(request, "distribution/door.html", context, status=UNPROCESSABLE if form.errors else 200)


@permit("distribution.see")
def without_route(request: StaffRequest) -> HttpResponse:
    """The doors that no route has, each with the routes near it."""
    rows = doors_without_route(request.user, present_reader().today, at_most=MOST_DOORS)
    places = Place.objects.in_bulk([row.place_id for row in rows])
    context = {
        "rows": [(row, places[row.place_id]) for row in rows],
        "doors": rows[0].doors if rows else 0,
        "may_change": request.user.may("distribution.change"),
    }
    return render(request, "distribution/without.html", context)


@permit("distribution.change")
@require_POST
def give_door(request: StaffRequest) -> HttpResponse:
    """One door for a route, behind the piece of its walk that is nearest."""
    told = {name: request.POST.get(name, "") for name in ("route", "place", "behind")}
    keys = {name: int(value) if value.isdecimal() else 0 for name, value in told.items()}
    route = get_object_or_404(visible_routes(request.user), pk=keys["route"])
    place = get_object_or_404(Place, pk=keys["place"])
    today = clock.today(route.entity.zone)
    try:
        add_stretch(
            route=route,
            described=StretchDescription(place=place),
            begins=today,
            after=route.stretches.filter(pk=keys["behind"]).first(),
            actor=request.user,
            today=today,
        )
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = _("%(door)s is on route %(number)s.") % {"door": place, "number": route.number}
        toasts.say(request, words, undo_url=undo_address(request.user, "route", route.pk))
    return redirect("distribution:without_route")
