"""Other copies for an outlet: from a day on by the weekday with the effect first, of single issues, and what came back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.models import Product
from abonent.distribution.models import Outlet
from abonent.distribution.operations.draws import CannotDraw, DrawEffect, change_draws, note_returns, preview_draw, set_draw
from abonent.distribution.outlet_forms import DrawForm, IssuesForm
from abonent.distribution.outlet_queries import drawn, products_to_draw, visible_outlets
from abonent.editions.promise_words import moment_words
from abonent.kit import clock
from abonent.kit.names import name_in
from abonent.runs.queries import undo_address
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists.reader import present_reader

EFFECT = "draw-effect"
AHEAD, BEHIND = timedelta(days=28), timedelta(days=28)


@permit("distribution.change")
def draw(request: StaffRequest, outlet_id: int) -> HttpResponse:
    """The form of a draw, its effect alone while it is typed, or the way back once it is saved."""
    outlet = get_object_or_404(visible_outlets(request.user), pk=outlet_id)
    reader, today = present_reader(), clock.today(outlet.entity.zone)
    form = DrawForm(
        request.POST if request.method == "POST" else None,
        viewer=request.user,
        outlet=outlet,
        today=today,
        initial=_standing(request, outlet, today),
    )
    is_typing = request.headers.get("HX-Target", "") == EFFECT
    shown: DrawEffect | None = None
    if form.is_bound and form.is_valid():
        seen = "" if is_typing else request.POST.get("effect", "")
        try:
            if seen:
                set_draw(outlet=outlet, asked=form.asked, actor=request.user, effect=seen)
                return _done(request, outlet, _("%(outlet)s draws that from that day on."))
            shown = preview_draw(outlet=outlet, asked=form.asked)
        except CannotDraw as refusal:
            refuse(form, refusal, field="from_on" if refusal.code in ("draw.too_late", "draw.closed", "draw.no_calendar") else None)
            shown = preview_draw(outlet=outlet, asked=form.asked) if refusal.code == "draw.effect_changed" else None
    context = {
        "form": form,
        "outlet": outlet,
        "shown": shown,
        "week_before": sum(shown.before) if shown else 0,
        "week_after": sum(shown.after) if shown else 0,
        "until": moment_words(shown.affected.cut_off_at, shown.affected.zone, today, reader.language) if shown else "",
        "to_mend": to_mend(form),
        "address": request.path,
    }
    template = "distribution/draw_effect.html" if is_typing else "distribution/draw.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors and not is_typing else 200)


@permit("distribution.change")
def issues(request: StaffRequest, outlet_id: int, product_id: int) -> HttpResponse:
    """Other copies of single issues that are still to come."""
    outlet, product, today = _asked(request, outlet_id, product_id)
    return _issues(request, outlet, product, first=today, until=today + AHEAD, today=today, returned=False)


@permit("distribution.change")
def returns(request: StaffRequest, outlet_id: int, product_id: int) -> HttpResponse:
    """What came back of the issues of the last weeks."""
    outlet, product, today = _asked(request, outlet_id, product_id)
    first = today - max(BEHIND, timedelta(days=outlet.return_days))
    return _issues(request, outlet, product, first=first, until=today, today=today, returned=True)


def _issues(
    request: StaffRequest, outlet: Outlet, product: Product, *, first: date, until: date, today: date, returned: bool
) -> HttpResponse:
    language = present_reader().language
    known = drawn(outlet, product, first=first, until=until)
    form = IssuesForm(request.POST if request.method == "POST" else None, issues=known, today=today, language=language, returned=returned)
    if form.is_bound and form.is_valid() and form.changed:
        said: dict[str, Any] = {"outlet": outlet, "product": product, "copies": form.changed, "actor": request.user}
        try:
            if returned:
                note_returns(**said, today=today)
            else:
                change_draws(**said, remark=form.cleaned_data["remark"])
        except CannotDraw as refusal:
            refuse(form, refusal)
        else:
            return _done(
                request, outlet, _("What came back from %(outlet)s is noted.") if returned else _("%(outlet)s draws that of these issues.")
            )
    elif form.is_bound and form.is_valid():
        return redirect(outlet.url)
    context = {"form": form, "outlet": outlet, "name": name_in(product.name, language), "returned": returned, "address": request.path}
    return render(request, "distribution/draw_issues.html", context, status=UNPROCESSABLE if form.errors else 200)


def _asked(request: StaffRequest, outlet_id: int, product_id: int) -> tuple[Outlet, Product, date]:
    outlet = get_object_or_404(visible_outlets(request.user), pk=outlet_id)
    product = get_object_or_404(products_to_draw(request.user, outlet), pk=product_id)
    return outlet, product, clock.today(outlet.entity.zone)


def _standing(request: StaffRequest, outlet: Outlet, today: date) -> dict[str, Any]:
    """The form as it is now: the draw of the product that is asked for, or of the first."""
    draws = outlet.draws.filter(during__contains=today)
    asked = request.GET.get("product", "")
    now = draws.filter(product=int(asked)).first() if asked.isdecimal() else draws.order_by("product__code").first()
    if now is None:
        return {"product": asked} if asked.isdecimal() else {}
    return {"product": now.product_id, **{f"copies-{weekday}": copies for weekday, copies in enumerate(now.copies)}}


def _done(request: StaffRequest, outlet: Outlet, text: str) -> HttpResponse:
    toasts.say(request, text % {"outlet": outlet.name}, undo_url=undo_address(request.user, "outlet", outlet.pk))
    return redirect(outlet.url)
