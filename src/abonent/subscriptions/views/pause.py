"""Pause a subscription, give a pause other days, take it back; the page of a pause for the customer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.editions.models.lead_time import PAUSE
from abonent.editions.promise_clock import first_issue_affected
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
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
from abonent.subscriptions.pause_effect import money_before, next_invoice, shown_pause, span_words
from abonent.subscriptions.pause_forms import AskedPause, PauseForm
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.rules.pausing import days_in_year
from abonent.subscriptions.rules.typed_periods import proposed_weeks, typed_span
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt, visible_change
from abonent.ui import toasts
from abonent.ui.lists.reader import Reader, present_reader


@permit("subscriptions.pause")
def pause(request: StaffRequest, number: int) -> HttpResponse:
    """A new pause of a subscription."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    change = _change(
        _("Pause %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda asked: preview_pause(subscription=subscription, first=asked.first, last=asked.last, today=today),
        lambda asked, effect: pause_subscription(
            subscription=subscription,
            first=asked.first,
            last=asked.last,
            remark=asked.remark,
            actor=request.user,
            today=today,
            effect=effect,
        ),
    )
    return _answer(request, subscription, change, None)


@permit("subscriptions.pause")
def pause_change(request: StaffRequest, pause_id: int) -> HttpResponse:
    """Other days of a pause."""
    standing = _visible(request, pause_id)
    subscription = standing.subscription
    today = clock.today(subscription.entity.zone)
    change = _change(
        _("Change the pause of %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        lambda asked: preview_change(pause=standing, first=asked.first, last=asked.last, today=today),
        lambda asked, effect: change_pause(
            pause=standing, first=asked.first, last=asked.last, actor=request.user, today=today, effect=effect
        ),
    )
    return _answer(request, subscription, change, standing)


@permit("subscriptions.pause")
@require_POST
def pause_withdrawal(request: StaffRequest, pause_id: int) -> HttpResponse:
    """The paper comes as if nobody had paused."""
    standing = _visible(request, pause_id)
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
    """What was asked, what happens with which issue, what it comes to and why, for the customer."""
    standing = _visible(request, pause_id)
    adjustments = list(standing.adjustments.select_related("term").order_by("term__ordinal"))

    def facts(reader: Reader) -> dict[str, Any]:
        return {
            "pause": standing,
            "days": span_words(standing.during.lower, standing.last_day, reader),
            "adjustments": adjustments,
            "missed": sum(one.missed for one in adjustments),
            "credit": sum(one.amount or 0 for one in adjustments),
            "prolonged": any(one.prolonged for one in adjustments),
        }

    return change_receipt(request, standing.subscription, "subscriptions/pause_receipt.html", facts)


def _visible(request: StaffRequest, pause_id: int) -> Pause:
    found: Pause = visible_change(request, Pause, pause_id, "subscription__price_list")
    return found


def _change(
    title: str, preview: Callable[[AskedPause], PauseEffect], save: Callable[[AskedPause, str], Any]
) -> Change[AskedPause, PauseEffect]:
    prompt = _("Say the days: what the pause does is then shown here.")
    return Change("pause", title, prompt, preview, save, field_of=lambda _code: "days")


def _answer(
    request: StaffRequest, subscription: Subscription, change: Change[AskedPause, PauseEffect], standing: Pause | None
) -> HttpResponse:
    today = clock.today(subscription.entity.zone)
    earliest = standing.during.lower if standing else _earliest(subscription, today)
    typed = request.POST if request.method == "POST" else None
    said = {"days": typed_span(standing.during.lower, standing.last_day)} if standing else {}
    form = PauseForm(typed, today=today, earliest=earliest, initial=said)
    return answer_change(
        request,
        change,
        form,
        facts=lambda effect: {**_facts(request, subscription, effect, standing), "earliest": earliest},
        done=lambda: _done(request, subscription, form.asked),
    )


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


def _facts(request: StaffRequest, subscription: Subscription, effect: PauseEffect | None, standing: Pause | None) -> dict[str, Any]:
    reader = present_reader()
    words = _("paused"), _("paper again")
    taken = Taken(*words, effect.first, effect.missed, effect.again_on) if effect else Taken(*words)
    rule = rule_of(subscription, effect.first if effect else reader.today)
    others = Pause.objects.filter(subscription=subscription, withdrawn_at=None).exclude(pk=standing.pk if standing else 0)
    spans = [(other.during.lower, other.last_day) for other in others]
    return {
        **beside(subscription, taken, request=request, reader=reader),
        "shown": shown_pause(effect, reader, subscription.entity.zone) if effect else None,
        "standing": standing,
        "chips": proposed_weeks(),
        "save_words": span_words(effect.first, effect.last, reader) if effect else "",
        "invoice_before": money_before(effect, reader) if effect else "",
        "invoice_after": next_invoice(effect, reader) if effect else "",
        "rule": rule,
        "days_left": _days_left(rule.yearly_days, spans, effect) if rule.yearly_days else None,
        "year": effect.first.year if effect else reader.today.year,
    }


def _days_left(yearly: int, others: list[tuple[date, date | None]], effect: PauseEffect | None) -> int:
    if effect is None:
        return yearly
    return yearly - days_in_year([*others, (effect.first, effect.last)], effect.first.year)


def _done(request: StaffRequest, subscription: Subscription, asked: AskedPause) -> HttpResponse:
    reader = present_reader()
    words = {"product": wording.product_name(subscription, reader.language), "days": span_words(asked.first, asked.last, reader)}
    toasts.say(request, _("%(product)s is paused %(days)s.") % words, undo_url=latest_undo_url(request.user))
    return redirect("desk:customer", subscription.subscriber.number)
