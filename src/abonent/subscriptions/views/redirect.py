"""Send a paper elsewhere for a time, change that, take it back; the page of it for the customer.

One address each: while it is typed, htmx posts the form and gets the effect alone; saving posts the effect that was seen along.
Without script the first post answers with the effect, the second does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.customers.models import Place
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.delivery_bar import delivery_bars
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
from abonent.subscriptions.pause_calendar import redirect_calendar
from abonent.subscriptions.pause_effect import span_words
from abonent.subscriptions.queries import known_places, visible_subscriptions
from abonent.subscriptions.redirect_effect import shown_redirect
from abonent.subscriptions.redirect_forms import RedirectForm
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.typed_days import typed_weeks

WEEKS_PROPOSED = (1, 2, 3, 4)
# Doors to choose from; more would be a list to read.
MOST_KNOWN = 5


@dataclass(frozen=True)
class Change:
    """What the form does: its words, what its effect would be, and the doing of it."""

    title: str
    preview: Callable[[Elsewhere], RedirectEffect]
    save: Callable[[Elsewhere, str], Any]


@permit("subscriptions.redirect")
def redirection(request: StaffRequest, number: int) -> HttpResponse:
    """The paper of a subscription goes elsewhere."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    change = Change(
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
    change = Change(
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
    """What was asked and where which papers go: a page to print or send, in the customer's language."""
    standing = _visible(request, redirect_id)
    subscription = standing.subscription
    language = subscription.subscriber.language or request.user.language
    with translation.override(language):
        reader = Reader(language=language, today=present_reader().today)
        context = {
            "redirect": standing,
            "subscription": subscription,
            "name": wording.product_name(subscription, language),
            "days": span_words(standing.during.lower, standing.last_day, reader),
            "weekdays": weekday_words(standing.weekdays & subscription.weekdays, language) if standing.weekdays != EVERY_DAY else "",
            "language": language,
            "reader": reader,
        }
        return render(request, "subscriptions/redirect_receipt.html", context)


def _visible(request: StaffRequest, redirect_id: int) -> Redirect:
    related = ("place", "subscription__product__entity", "subscription__entity", "subscription__subscriber")
    seen = visible_subscriptions(request.user)
    redirects = of_my_entities(Redirect.objects.select_related(*related), request.user, path="subscription__entity")
    return get_object_or_404(redirects.filter(subscription__in=seen.values("pk")), pk=redirect_id)


def _answer(request: StaffRequest, subscription: Subscription, change: Change, standing: Redirect | None) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done."""
    reader = present_reader()
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
    asked = request.headers.get("HX-Target", "")
    effect: RedirectEffect | None = None
    if form.is_bound and form.is_valid():
        seen = "" if asked == "redirect-effect" else request.POST.get("effect", "")
        try:
            if seen:
                change.save(form.asked, seen)
                return _done(request, subscription, form.asked, reader)
            effect = change.preview(form.asked)
        except CannotRedirect as refusal:
            refuse(form, refusal, field=None if refusal.code == "redirect.effect_changed" else "days")
            if refusal.code == "redirect.effect_changed":
                effect = change.preview(form.asked)
    context = {**_facts(request, subscription, form, effect, standing, reader), "title": change.title, "earliest": earliest}
    if asked == "redirect-effect":
        return render(request, "subscriptions/redirect_answer.html", context)
    template = "subscriptions/redirect_panel.html" if asked == "change-panel" else "subscriptions/redirect.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors else 200)


def _known(subscription: Subscription, today: Any, standing: Redirect | None) -> list[Place]:
    """The doors that can be chosen, without the one to which the paper goes anyhow."""
    addresses = subscription.subscriber.addresses.filter(kind="delivery", temporary=False, during__contains=today)
    home = set(addresses.values_list("place_id", flat=True))
    chosen = standing.place_id if standing else None
    known = [place for place in known_places(subscription) if place.pk not in home or place.pk == chosen]
    return sorted(known, key=lambda place: place.pk != chosen)[:MOST_KNOWN]


def _said(standing: Redirect) -> dict[str, Any]:
    """A redirect as it can be asked for again."""
    first, last = standing.during.lower, standing.last_day
    return {
        "days": f"{first.isoformat()} \N{EN DASH} {last.isoformat()}" if last else _("from %(day)s") % {"day": first.isoformat()},
        "to": str(standing.place_id),
        "receiver": standing.receiver,
        "weekdays": standing.weekdays & standing.subscription.weekdays,
        "delivery_method": standing.delivery_method,
        "remark": standing.remark,
    }


def _facts(
    request: StaffRequest,
    subscription: Subscription,
    form: RedirectForm,
    effect: RedirectEffect | None,
    standing: Redirect | None,
    reader: Reader,
) -> dict[str, Any]:
    bars = delivery_bars(
        [subscription], viewer=request.user, today=reader.today, language=reader.language, changed=effect.going if effect else ()
    )
    return {
        "subscription": subscription,
        "pattern": wording.pattern(subscription, reader.language),
        "form": form,
        "shown": shown_redirect(effect, reader, subscription.entity.zone) if effect else None,
        "standing": standing,
        "to_mend": to_mend(form),
        "chips": [typed_weeks(count) for count in WEEKS_PROPOSED],
        "address": request.path,
        "picked": request.POST.get("picked", ""),
        "months": redirect_calendar(subscription, effect, reader),
        "bar": bars[subscription.pk],
        "save_words": span_words(effect.first, effect.last, reader) if effect else "",
        "back": reverse("desk:customer", args=[subscription.subscriber.number]),
    }


def _done(request: StaffRequest, subscription: Subscription, asked: Elsewhere, reader: Reader) -> HttpResponse:
    words = {"product": wording.product_name(subscription, reader.language), "days": span_words(asked.first, asked.last, reader)}
    toasts.say(request, _("%(product)s goes to the other address %(days)s.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
