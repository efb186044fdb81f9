"""Which route has a door that somebody names."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.entries import CannotRead, Door
from abonent.distribution.forms import DoorForm
from abonent.distribution.queries import carriers_on, routes_of_entered_door
from abonent.distribution.wording import stretch_words
from abonent.ui.forms import UNPROCESSABLE
from abonent.ui.lists.reader import present_reader


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
