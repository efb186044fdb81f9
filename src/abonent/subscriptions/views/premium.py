"""A gift of our stock with an order that is taken: given, taken away, come back; and what promotions promise."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.access.visibility import of_my_entities
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.queries import undo_address
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.models import Premium, PromisedPremium
from abonent.subscriptions.operations.premiums import (
    give_premium,
    promise_premium,
    promise_premium_no_more,
    take_premium_away,
    take_premium_back_in,
)
from abonent.subscriptions.premium_forms import PremiumForm, PromisedPremiumForm
from abonent.subscriptions.views.visible import visible_or_404
from abonent.ui import toasts
from abonent.ui.forms import refuse, refused


@permit("stock.reserve")
def new_premium(request: StaffRequest, number: int) -> HttpResponse:
    """Give something with an order that is taken already."""
    subscription = visible_or_404(request, number)
    form = PremiumForm(
        request.POST if request.method == "POST" else None,
        viewer=request.user,
        today=today_of(request),
        entity=subscription.entity_id,
        country=subscription.subscriber.country or subscription.entity.country,
    )
    context = {"form": form, "subscription": subscription}
    if request.method != "POST":
        return render(request, "subscriptions/premium_form.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/premium_form.html", context)
    try:
        given = give_premium(subscription=subscription, premium=form.ordered, actor=request.user)
    except Refusal as refusal:
        refuse(form, refusal, field="item")
        return refused(request, "subscriptions/premium_form.html", context)
    said = {"item": str(given.item), "name": given.receiver.name}
    toasts.say(request, _("%(item)s is kept back for %(name)s.") % said, undo_url=latest_undo_url(request.user))
    return redirect(subscription.url)


@permit("stock.reserve")
@require_POST
def premium_withdrawal(request: StaffRequest, number: int, premium_id: int) -> HttpResponse:
    """It is not given after all."""
    premium = _premium_or_404(request, number, premium_id)
    try:
        take_premium_away(premium=premium, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(item)s is taken away and free again.") % {"item": str(premium.item)})
    return redirect("subscriptions:subscription", number)


@permit("stock.move")
@require_POST
def premium_return(request: StaffRequest, number: int, premium_id: int) -> HttpResponse:
    """It was sent and came back; with `sound` it can be given again."""
    premium = _premium_or_404(request, number, premium_id)
    sound = bool(request.POST.get("sound"))
    today = clock.today(premium.subscription.entity.zone)
    try:
        take_premium_back_in(premium=premium, sound=sound, actor=request.user, today=today)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        words = _("%(item)s is back on the shelf.") if sound else _("%(item)s came back and is written off.")
        toasts.say(request, words % {"item": str(premium.item)})
    return redirect("subscriptions:subscription", number)


@permit("stock.change")
def promised_premiums(request: StaffRequest) -> HttpResponse:
    """What promotions promise; posted, another promise."""
    form = PromisedPremiumForm(request.POST if request.method == "POST" else None, viewer=request.user)
    context: dict[str, Any] = {"form": form, "promises": list(_visible_promises(request).order_by("-promotion", "pk"))}
    if request.method != "POST":
        return render(request, "subscriptions/promised_premiums.html", context)
    if not form.is_valid():
        return refused(request, "subscriptions/promised_premiums.html", context)
    try:
        promised = promise_premium(**form.cleaned_data, actor=request.user)
    except Refusal as refusal:
        refuse(form, refusal, field="item")
        return refused(request, "subscriptions/promised_premiums.html", context)
    said = {"item": str(promised.item), "code": promised.promotion.code}
    undo_url = undo_address(request.user, "promotion", promised.promotion_id)
    toasts.say(request, _("Whoever orders with %(code)s gets %(item)s.") % said, undo_url=undo_url)
    return redirect("subscriptions:promised_premiums")


@permit("stock.change")
@require_POST
def promised_premium_end(request: StaffRequest, promise_id: int) -> HttpResponse:
    """A promotion promises it no more."""
    promised = get_object_or_404(_visible_promises(request), pk=promise_id)
    promotion, said = promised.promotion_id, {"item": str(promised.item), "code": promised.promotion.code}
    promise_premium_no_more(promised=promised, actor=request.user)
    undo_url = undo_address(request.user, "promotion", promotion)
    toasts.say(request, _("%(code)s promises %(item)s no more.") % said, undo_url=undo_url)
    return redirect("subscriptions:promised_premiums")


def _visible_promises(request: StaffRequest) -> Any:
    return of_my_entities(PromisedPremium.objects.select_related("promotion", "item"), request.user, path="item__entity")


def _premium_or_404(request: StaffRequest, number: int, premium_id: int) -> Premium:
    subscription = visible_or_404(request, number)
    known = Premium.objects.select_related("reservation__item", "subscription__entity")
    return get_object_or_404(known.filter(subscription=subscription), pk=premium_id)
