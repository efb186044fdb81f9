"""Tabs, fields and menu as a role, or everybody, is shown them: moved and hidden by buttons, one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.arranging import in_places
from abonent.access.models import Arrangement, Role
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.role_queries import all_roles
from abonent.desk.operations.arranging import EVERYBODY, CannotArrange, arrange, forget_arrangement
from abonent.desk.surfaces import SURFACES, Surface, Thing, surface_called
from abonent.runs.models import Act
from abonent.ui import toasts


@dataclass(frozen=True)
class Shown:
    """A thing in its place, whether it is shown, and whether it can go up and down."""

    thing: Thing
    hidden: bool
    up: bool
    down: bool


@dataclass(frozen=True)
class Arranged:
    """A surface as somebody is shown it; `own` if he has an arrangement of his own."""

    surface: Surface
    shown: list[Shown]
    own: bool

    @property
    def places(self) -> list[str]:
        """The names in their order."""
        return [one.thing.name for one in self.shown]

    @property
    def hidden(self) -> list[str]:
        """The names that are hidden."""
        return [one.thing.name for one in self.shown if one.hidden]


@permit("desk.adapt")
def arrangement(request: StaffRequest) -> HttpResponse:
    """What everybody is shown, or with `role` what a role is shown."""
    role = _role(request.GET.get("role", ""))
    context = {
        "role": role,
        "roles": all_roles(),
        "surfaces": [_arranged(surface, role) for surface in SURFACES],
        "moved": request.GET.get("moved", ""),
        "may_view_as": request.user.may("access.view_as"),
    }
    return render(request, "desk/settings/arrangement.html", context)


@permit("desk.adapt")
@require_POST
def change(request: StaffRequest, surface_name: str) -> HttpResponse:
    """Move a thing up or down, hide it or show it; or go back to what everybody is shown."""
    surface, role = surface_called(surface_name), _role(request.POST.get("role", ""))
    if surface is None:
        raise Http404(surface_name)
    if "forget" in request.POST:
        if forget_arrangement(surface=surface.name, role=role, actor=request.user):
            _say(request, _("Shown as before it was arranged: %(what)s.") % {"what": surface.label}, surface, role)
        return redirect(_page(role))
    present = _arranged(surface, role)
    thing = next((one.thing for one in present.shown if one.thing.name == request.POST.get("thing")), None)
    if thing is None:
        raise Http404
    try:
        wanted, said = _wanted(present, thing, request.POST)
        if arrange(surface=surface.name, role=role, declared=present.places, actor=request.user, **wanted):
            _say(request, said % {"what": thing.label}, surface, role)
    except CannotArrange as refusal:
        toasts.warn(request, str(refusal))
    return redirect(_page(role, moved=f"{surface.name}-{thing.name}"))


def _wanted(present: Arranged, thing: Thing, asked: Mapping[str, Any]) -> tuple[dict[str, list[str]], str]:
    """Places and hidden names after a button was pressed, and what is then true."""
    places, hidden = list(present.places), list(present.hidden)
    if "up" in asked or "down" in asked:
        here = places.index(thing.name)
        places.insert(max(here + (1 if "down" in asked else -1), 0), places.pop(here))
        said = _("Moved: %(what)s.")
    elif thing.name in hidden:
        hidden.remove(thing.name)
        said = _("Shown again: %(what)s.")
    else:
        hidden.append(thing.name)
        said = _("Hidden: %(what)s.")
    return {"places": places if present.surface.can_be_moved else [], "hidden": hidden}, said


def _arranged(surface: Surface, role: Role | None) -> Arranged:
    rows = list(Arrangement.objects.filter(surface=surface.name, role=role)) if role else []
    own = bool(rows)
    holding = next(iter(rows or Arrangement.objects.filter(surface=surface.name, role=None)), None)
    named = {thing.name: thing for thing in surface.things()}
    places: Sequence[str] = in_places(list(named), holding.places if holding else [])
    hidden = set(holding.hidden) if holding else set()
    latest = len(places) - 1
    shown = [Shown(named[name], name in hidden, number > 0, number < latest) for number, name in enumerate(places)]
    return Arranged(surface, shown, own if role else holding is not None)


def _role(number: str) -> Role | None:
    return get_object_or_404(Role, pk=number) if number.isdecimal() and int(number) else None


def _page(role: Role | None, **further: str) -> str:
    asked: dict[str, Any] = {**({"role": role.pk} if role else {}), **further}
    return reverse("desk:arrangement") + (f"?{urlencode(asked)}" if asked else "")


def _say(request: StaffRequest, said: str, surface: Surface, role: Role | None) -> None:
    number = role.pk if role else EVERYBODY
    act = Act.objects.filter(subject_kind=f"arrangement_{surface.name}", subject_ids=[number]).latest("pk")
    toasts.say(request, said, undo_url=reverse("runs:undo", args=[act.pk]))
