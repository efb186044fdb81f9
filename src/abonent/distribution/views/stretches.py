"""The doors of a route: another stretch, another piece of street, another place in the walk, the end of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.distribution.forms import StretchEndForm, StretchForm
from abonent.distribution.models import Route, RouteStretch
from abonent.distribution.operations import add_stretch, change_stretch, end_stretch, move_stretch
from abonent.distribution.operations.stretches import describe_stretch
from abonent.distribution.queries import standing, visible_routes, visible_stretches
from abonent.distribution.views.answering import Done, FormPage, answer_form
from abonent.distribution.wording import stretch_words
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ui import toasts


@permit("distribution.change")
def new(request: StaffRequest, route_id: int) -> HttpResponse:
    """More doors for a route."""
    route = get_object_or_404(visible_routes(request.user), pk=route_id)
    today = clock.today(route.entity.zone)
    walk = list(route.stretches.filter(standing(today)).select_related("place").order_by("ordinal"))
    proposed = {
        "country": route.entity.country,
        "begins": today,
        "postal_code": request.GET.get("code") or (walk[-1].postal_code if walk else ""),
    }
    form = StretchForm(request.POST or None, today=today, walk=walk, initial={**proposed, "street": request.GET.get("street", "")})
    page = FormPage(heading=_("More doors for route %(number)s") % {"number": route.number}, sub=route.name, back=route.url)

    def save(said: dict[str, Any]) -> Done:
        stretch = add_stretch(
            route=route, described=form.described, begins=said["begins"], after=said.get("after"), actor=request.user, today=today
        )
        return _done(route, _("%(doors)s: on route %(number)s."), stretch)

    return answer_form(request, form, page, save)


@permit("distribution.change")
def change(request: StaffRequest, stretch_id: int) -> HttpResponse:
    """Other doors, or walked the other way, from a day on."""
    stretch = get_object_or_404(visible_stretches(request.user).filter(place=None), pk=stretch_id)
    route, today = stretch.route, clock.today(stretch.route.entity.zone)
    described = {**vars(describe_stretch(stretch)), "begins": max(today, stretch.during.lower)}
    form = StretchForm(request.POST or None, today=today, walk=[], initial=described)
    page = FormPage(heading=stretch_words(stretch), sub=_("Route %(number)s") % {"number": route.number}, back=route.url)

    def save(said: dict[str, Any]) -> Done:
        changed = change_stretch(stretch=stretch, described=form.described, begins=said["begins"], actor=request.user, today=today)
        return _done(route, _("Route %(number)s has now: %(doors)s."), changed)

    return answer_form(request, form, page, save)


@permit("distribution.change")
def end(request: StaffRequest, stretch_id: int) -> HttpResponse:
    """From which day on a route does not have these doors."""
    stretch = get_object_or_404(visible_stretches(request.user), pk=stretch_id)
    route, today = stretch.route, clock.today(stretch.route.entity.zone)
    form = StretchEndForm(request.POST or None, today=today, initial={"ends": today})
    page = FormPage(heading=stretch_words(stretch), sub=_("Route %(number)s") % {"number": route.number}, back=route.url)

    def save(said: dict[str, Any]) -> Done:
        words = stretch_words(stretch)
        end_stretch(stretch=stretch, ends=said["ends"], actor=request.user, today=today)
        return Done(
            words=_("%(doors)s ends on route %(number)s.") % {"doors": words, "number": route.number},
            subject=("route", route.pk),
            goes_to=route.url,
        )

    return answer_form(request, form, page, save)


@permit("distribution.change")
@require_POST
def earlier(request: StaffRequest, stretch_id: int) -> HttpResponse:
    """One place earlier in the walk."""
    return _moved(request, stretch_id, -1)


@permit("distribution.change")
@require_POST
def later(request: StaffRequest, stretch_id: int) -> HttpResponse:
    """One place later in the walk."""
    return _moved(request, stretch_id, 1)


def _moved(request: StaffRequest, stretch_id: int, by: int) -> HttpResponse:
    """Past its neighbour among those that are still walked; at the end of the walk nothing happens."""
    stretch = get_object_or_404(visible_stretches(request.user), pk=stretch_id)
    standing_ones = stretch.route.stretches.filter(standing(clock.today(stretch.route.entity.zone)))
    walk = list(standing_ones.order_by("ordinal"))
    place = walk.index(stretch) + by if stretch in walk else -1
    if 0 <= place < len(walk):
        others = [one for one in walk if one != stretch]
        try:
            move_stretch(stretch=stretch, after=others[place - 1] if place else None, actor=request.user)
        except Refusal as refusal:
            toasts.warn(request, str(refusal))
    return redirect(f"{stretch.route.url}#stretch-{stretch.pk}")


def _done(route: Route, words: str, stretch: RouteStretch) -> Done:
    told = {"doors": stretch_words(stretch), "number": route.number}
    return Done(words=words % told, subject=("route", route.pk), goes_to=route.url)
