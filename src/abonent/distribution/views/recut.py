"""A stretch, or a part of it, for another route: what that moves, then the doing of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.distribution.forms import RecutForm
from abonent.distribution.models import RouteStretch
from abonent.distribution.operations import RecutEffect, preview_recut, recut
from abonent.distribution.queries import visible_routes, visible_stretches
from abonent.distribution.wording import stretch_words
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend

EFFECT = "recut-effect"


@permit("distribution.change")
def recut_stretch(request: StaffRequest, stretch_id: int) -> HttpResponse:
    """The form, its effect alone while it is typed, or the way back once it is done."""
    stretch = get_object_or_404(visible_stretches(request.user), pk=stretch_id)
    today = clock.today(stretch.route.entity.zone)
    form = _form(request, stretch)
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: RecutEffect | None = None
    if form.is_bound and form.is_valid():
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                recut(stretch=stretch, asked=form.asked, actor=request.user, today=today, effect=seen)
                return _done(request, stretch, form.asked.to_route.number)
            shown = preview_recut(stretch=stretch, asked=form.asked, today=today)
        except Refusal as refusal:
            refuse(form, refusal)
            shown = preview_recut(stretch=stretch, asked=form.asked, today=today) if refusal.code == "recut.effect_changed" else None
    context = {
        "form": form,
        "stretch": stretch,
        "words": stretch_words(stretch),
        "shown": shown,
        "other": form.cleaned_data["to_route"] if shown else None,
        "to_mend": to_mend(form),
        "address": request.path,
        "today": today,
    }
    template = "distribution/recut_effect.html" if is_typing else "distribution/recut.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


def _form(request: StaffRequest, stretch: RouteStretch) -> RecutForm:
    route = stretch.route
    others = visible_routes(request.user).filter(entity=route.entity_id, delivery_method=route.delivery_method).exclude(pk=route.pk)
    today = clock.today(route.entity.zone)
    asked = {
        "begins": max(today, stretch.during.lower),
        "side": stretch.side,
        "from_number": stretch.from_number,
        "to_number": stretch.to_number,
    }
    posted = request.POST if request.method == "POST" else None
    return RecutForm(posted, today=today, routes=list(others), stretch=stretch, initial=asked)


def _done(request: StaffRequest, stretch: RouteStretch, number: str) -> HttpResponse:
    act = Act.objects.filter(actor=request.user, verb="recut").latest("pk")
    toasts.say(request, _("The doors are given to route %(number)s.") % {"number": number}, undo_url=reverse("runs:undo", args=[act.pk]))
    return redirect(stretch.route.url)
