"""Pause a subscription, give a pause other days, take it back; the page of a pause for the customer.

One address a pause: while days are typed, htmx posts the form and gets the effect alone; saving posts the effect that was seen along.
Without script the first post answers with the effect, the second does it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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
from abonent.editions.models.lead_time import PAUSE
from abonent.editions.promise_clock import first_issue_affected
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.delivery_bar import delivery_bars
from abonent.subscriptions.models import Pause, Subscription
from abonent.subscriptions.operations import (
    CannotPause,
    PauseEffect,
    change_pause,
    pause_subscription,
    preview_change,
    preview_pause,
    withdraw_pause,
)
from abonent.subscriptions.operations.pauses import rule_of
from abonent.subscriptions.pause_calendar import pause_calendar
from abonent.subscriptions.pause_effect import money_before, next_invoice, shown_pause, span_words
from abonent.subscriptions.pause_forms import PauseForm
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.rules.pausing import days_in_year
from abonent.ui import toasts
from abonent.ui.forms import UNPROCESSABLE, refuse, to_mend
from abonent.ui.lists.reader import Reader, present_reader
from abonent.ui.typed_days import typed_weeks

WEEKS_PROPOSED = (1, 2, 3, 4)


@dataclass(frozen=True)
class Change:
    """What the form does: its words, what its effect would be, and the doing of it."""

    title: str
    preview: Callable[[date, date | None], PauseEffect]
    save: Callable[[date, date | None, str, str], Any]


@permit("subscriptions.pause")
def pause(request: StaffRequest, number: int) -> HttpResponse:
    """A new pause of a subscription."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    change = Change(
        _("Pause %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda first, last: preview_pause(subscription=subscription, first=first, last=last, today=today),
        lambda first, last, remark, effect: pause_subscription(
            subscription=subscription, first=first, last=last, remark=remark, actor=request.user, today=today, effect=effect
        ),
    )
    return _answer(request, subscription, change, None)


@permit("subscriptions.pause")
def pause_change(request: StaffRequest, pause_id: int) -> HttpResponse:
    """Other days of a pause."""
    standing = _visible_pause(request, pause_id)
    subscription = standing.subscription
    today = clock.today(subscription.entity.zone)
    change = Change(
        _("Change the pause of %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda first, last: preview_change(pause=standing, first=first, last=last, today=today),
        lambda first, last, _remark, effect: change_pause(
            pause=standing, first=first, last=last, actor=request.user, today=today, effect=effect
        ),
    )
    return _answer(request, subscription, change, standing)


@permit("subscriptions.pause")
@require_POST
def pause_withdrawal(request: StaffRequest, pause_id: int) -> HttpResponse:
    """The paper comes as if nobody had paused."""
    standing = _visible_pause(request, pause_id)
    try:
        withdraw_pause(pause=standing, actor=request.user, today=clock.today(standing.subscription.entity.zone))
    except CannotPause as refusal:
        toasts.warn(request, str(refusal))
    else:
        said = _("The pause %(days)s is taken back.") % {"days": span_words(standing.during.lower, standing.last_day, present_reader())}
        toasts.say(request, said, undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", standing.subscription.number)


@permit("subscriptions.see")
def pause_receipt(request: StaffRequest, pause_id: int) -> HttpResponse:
    """What was asked, what happens with which issue, what it comes to and why: a page to print or send, in the customer's language."""
    standing = _visible_pause(request, pause_id)
    subscription = standing.subscription
    language = subscription.subscriber.language or request.user.language
    with translation.override(language):
        reader = Reader(language=language, today=present_reader().today)
        adjustments = list(standing.adjustments.select_related("term").order_by("term__ordinal"))
        context = {
            "pause": standing,
            "subscription": subscription,
            "name": wording.product_name(subscription, language),
            "days": span_words(standing.during.lower, standing.last_day, reader),
            "adjustments": adjustments,
            "missed": sum(one.missed for one in adjustments),
            "credit": sum(one.amount or 0 for one in adjustments),
            "prolonged": any(one.prolonged for one in adjustments),
            "language": language,
            "reader": reader,
        }
        return render(request, "subscriptions/pause_receipt.html", context)


def _visible_pause(request: StaffRequest, pause_id: int) -> Pause:
    related = ("subscription__product__entity", "subscription__entity", "subscription__price_list", "subscription__subscriber")
    seen = visible_subscriptions(request.user)
    pauses = of_my_entities(Pause.objects.select_related(*related), request.user, path="subscription__entity")
    return get_object_or_404(pauses.filter(subscription__in=seen.values("pk")), pk=pause_id)


def _answer(request: StaffRequest, subscription: Subscription, change: Change, standing: Pause | None) -> HttpResponse:
    """The form, its effect alone, or the way back once it is done."""
    reader = present_reader()
    today = clock.today(subscription.entity.zone)
    earliest = standing.during.lower if standing else _earliest(subscription, today)
    typed = request.POST if request.method == "POST" else None
    form = PauseForm(typed, today=today, earliest=earliest, initial=_said(standing) if standing else {})
    asked = request.headers.get("HX-Target", "")
    effect: PauseEffect | None = None
    if form.is_bound and form.is_valid():
        first, last = form.span
        seen = "" if asked == "pause-effect" else request.POST.get("effect", "")
        try:
            if seen:
                change.save(first, last, form.cleaned_data["remark"], seen)
                return _done(request, subscription, first, last, reader)
            effect = change.preview(first, last)
        except CannotPause as refusal:
            refuse(form, refusal, field=None if refusal.code == "pause.effect_changed" else "days")
            if refusal.code == "pause.effect_changed":
                effect = change.preview(first, last)
    context = {**_facts(request, subscription, form, effect, standing, reader), "title": change.title, "earliest": earliest}
    if asked == "pause-effect":
        return render(request, "subscriptions/pause_answer.html", context)
    template = "subscriptions/pause_panel.html" if asked == "change-panel" else "subscriptions/pause.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors else 200)


def _earliest(subscription: Subscription, today: date) -> date:
    """The day of the first issue that a pause still reaches; today where none is known."""
    issue = first_issue_affected(
        product=subscription.product,
        weekdays=subscription.weekdays,
        delivery_method=subscription.delivery_method,
        act=PAUSE,
        asked_at=clock.now(),
        on_or_after=subscription.started_on,
    )
    return issue.published_on if issue else today


def _said(standing: Pause) -> dict[str, Any]:
    """A pause as it can be typed again."""
    first, last = standing.during.lower, standing.last_day
    return {"days": f"{first.isoformat()} \N{EN DASH} {last.isoformat()}" if last else _("from %(day)s") % {"day": first.isoformat()}}


def _facts(
    request: StaffRequest, subscription: Subscription, form: PauseForm, effect: PauseEffect | None, standing: Pause | None, reader: Reader
) -> dict[str, Any]:
    shown = shown_pause(effect, reader, subscription.entity.zone) if effect else None
    bars = delivery_bars(
        [subscription], viewer=request.user, today=reader.today, language=reader.language, changed=effect.missed if effect else ()
    )
    rule = rule_of(subscription, effect.first if effect else reader.today)
    others = Pause.objects.filter(subscription=subscription, withdrawn_at=None).exclude(pk=standing.pk if standing else 0)
    spans = [(other.during.lower, other.last_day) for other in others]
    return {
        "subscription": subscription,
        "pattern": wording.pattern(subscription, reader.language),
        "form": form,
        "shown": shown,
        "standing": standing,
        "to_mend": to_mend(form),
        "chips": [typed_weeks(count) for count in WEEKS_PROPOSED],
        "address": request.path,
        "picked": request.POST.get("picked", ""),
        "months": pause_calendar(subscription, effect, reader),
        "bar": bars[subscription.pk],
        "save_words": span_words(effect.first, effect.last, reader) if effect else "",
        "invoice_before": money_before(effect, reader) if effect else "",
        "invoice_after": next_invoice(effect, reader) if effect else "",
        "rule": rule,
        "days_left": _days_left(rule.yearly_days, spans, effect) if rule.yearly_days else None,
        "year": effect.first.year if effect else reader.today.year,
        "back": reverse("desk:customer", args=[subscription.subscriber.number]),
    }


def _days_left(yearly: int, others: list[tuple[date, date | None]], effect: PauseEffect | None) -> int:
    if effect is None:
        return yearly
    return yearly - days_in_year([*others, (effect.first, effect.last)], effect.first.year)


def _done(request: StaffRequest, subscription: Subscription, first: date, last: date | None, reader: Reader) -> HttpResponse:
    words = {"product": wording.product_name(subscription, reader.language), "days": span_words(first, last, reader)}
    toasts.say(request, _("%(product)s is paused %(days)s.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
