"""Send a paper elsewhere for a time, change that, take it back; the page of it for the customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.customers.models import Place
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.models import Redirect, Subscription
from abonent.subscriptions.operations import (
    CannotRedirect,
    Elsewhere,
    RedirectEffect,
    change_redirect,
    preview_redirect,
    preview_redirect_change,
    redirect_subscription,
    withdraw_redirect,
)
from abonent.subscriptions.operations.redirects import earliest_redirect
from abonent.subscriptions.pause_effect import span_words
from abonent.subscriptions.queries import known_places, visible_subscriptions
from abonent.subscriptions.redirect_effect import shown_redirect
from abonent.subscriptions.redirect_forms import RedirectForm
from abonent.subscriptions.rules.typed_periods import proposed_weeks, typed_span
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt, visible_change
from abonent.ui import toasts
from abonent.ui.lists.reader import Reader, present_reader

# Doors to choose from; more would be a list to read.
MOST_KNOWN = 5


@permit("subscriptions.redirect")
def redirection(request: StaffRequest, number: int) -> HttpResponse:
    """The paper of a subscription goes elsewhere."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    change = _change(
        _("Send %(product)s elsewhere") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda asked: preview_redirect(subscription=subscription, asked=asked, today=today),
        lambda asked, effect: redirect_subscription(subscription=subscription, asked=asked, actor=request.user, today=today, effect=effect),
    )
    return _answer(request, subscription, change, None)


@permit("subscriptions.redirect")
def redirect_change(request: StaffRequest, redirect_id: int) -> HttpResponse:
    """Other days, another door."""
    standing = _visible(request, redirect_id)
    subscription = standing.subscription
    today = clock.today(subscription.entity.zone)
    change = _change(
        _("Change where %(product)s goes") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda asked: preview_redirect_change(redirect=standing, asked=asked, today=today),
        lambda asked, effect: change_redirect(redirect=standing, asked=asked, actor=request.user, today=today, effect=effect),
    )
    return _answer(request, subscription, change, standing)


@permit("subscriptions.redirect")
@require_POST
def redirect_withdrawal(request: StaffRequest, redirect_id: int) -> HttpResponse:
    """The paper comes home as if nobody had asked."""
    standing = _visible(request, redirect_id)
    try:
        withdraw_redirect(redirect=standing, actor=request.user, today=clock.today(standing.subscription.entity.zone))
    except CannotRedirect as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Taken back: the paper comes home as before."), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", standing.subscription.number)


@permit("subscriptions.see")
def redirect_receipt(request: StaffRequest, redirect_id: int) -> HttpResponse:
    """What was asked and where which papers go, for the customer."""
    standing = _visible(request, redirect_id)

    def facts(reader: Reader) -> dict[str, Any]:
        weekdays = standing.weekdays & standing.subscription.weekdays
        return {
            "redirect": standing,
            "days": span_words(standing.during.lower, standing.last_day, reader),
            "weekdays": weekday_words(weekdays, reader.language) if standing.weekdays != EVERY_DAY else "",
        }

    return change_receipt(request, standing.subscription, "subscriptions/redirect_receipt.html", facts)


def _visible(request: StaffRequest, redirect_id: int) -> Redirect:
    found: Redirect = visible_change(request, Redirect, redirect_id, "place")
    return found


def _change(
    title: str, preview: Callable[[Elsewhere], RedirectEffect], save: Callable[[Elsewhere, str], Any]
) -> Change[Elsewhere, RedirectEffect]:
    prompt = _("Say the days and the address: where which papers go is then shown here.")
    return Change("redirect", title, prompt, preview, save, field_of=lambda _code: "days")


def _answer(
    request: StaffRequest, subscription: Subscription, change: Change[Elsewhere, RedirectEffect], standing: Redirect | None
) -> HttpResponse:
    today = clock.today(subscription.entity.zone)
    earliest = standing.during.lower if standing else earliest_redirect(subscription, today)
    form = RedirectForm(
        request.POST if request.method == "POST" else None,
        subscription=subscription,
        known=_known(subscription, today, standing),
        country=subscription.subscriber.country,
        today=today,
        earliest=earliest,
        initial=_said(standing) if standing else {},
    )
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: {**_facts(request, subscription, effect, standing), "earliest": earliest},
        done=lambda: _done(request, subscription, form.asked),
    )


def _known(subscription: Subscription, today: Any, standing: Redirect | None) -> list[Place]:
    """The doors that can be chosen, without the one to which the paper goes anyhow."""
    addresses = subscription.subscriber.addresses.filter(kind="delivery", temporary=False, during__contains=today)
    home = set(addresses.values_list("place_id", flat=True))
    chosen = standing.place_id if standing else None
    known = [place for place in known_places(subscription) if place.pk not in home or place.pk == chosen]
    return sorted(known, key=lambda place: place.pk != chosen)[:MOST_KNOWN]


def _said(standing: Redirect) -> dict[str, Any]:
    """A redirect as it can be asked for again."""
    return {
        "days": typed_span(standing.during.lower, standing.last_day),
        "to": str(standing.place_id),
        "receiver": standing.receiver,
        "weekdays": standing.weekdays & standing.subscription.weekdays,
        "delivery_method": standing.delivery_method,
        "remark": standing.remark,
    }


def _facts(request: StaffRequest, subscription: Subscription, effect: RedirectEffect | None, standing: Redirect | None) -> dict[str, Any]:
    reader = present_reader()
    words = _("other address"), _("paper at home again")
    taken = Taken(*words, effect.first, effect.going, effect.home_on) if effect else Taken(*words)
    return {
        **beside(subscription, taken, request=request, reader=reader),
        "shown": shown_redirect(effect, reader, subscription.entity.zone) if effect else None,
        "standing": standing,
        "chips": proposed_weeks(),
        "save_words": span_words(effect.first, effect.last, reader) if effect else "",
    }


def _done(request: StaffRequest, subscription: Subscription, asked: Elsewhere) -> HttpResponse:
    reader = present_reader()
    words = {"product": wording.product_name(subscription, reader.language), "days": span_words(asked.first, asked.last, reader)}
    toasts.say(request, _("%(product)s goes to the other address %(days)s.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
