"""End a subscription, take that back, and the page of it for the customer.

While it is typed, htmx posts the form and gets the effect alone; saving posts the effect that was seen along. Without script the first post
answers with the effect, the second does it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.receipts import answer_receipt
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.cancel_effect import said_ending, shown_ending
from abonent.subscriptions.models import Cancellation, SaveOffer, StopReason, Subscription
from abonent.subscriptions.operations import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.cancel import CancelEffect, CannotCancel, earliest_end, end_of_term, preview_cancellation
from abonent.subscriptions.queries import standing_cancellation, visible_subscriptions
from abonent.subscriptions.save_effect import shown_offers
from abonent.subscriptions.stop_forms import CancellationForm
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.forms import UNPROCESSABLE, refuse
from abonent.ui.lists.reader import Reader, present_reader

ONE_DAY = timedelta(days=1)


@permit("subscriptions.cancel")
def cancellation(request: StaffRequest, number: int) -> HttpResponse:
    """The form with its effect; saving ends the subscription if that still does what was shown."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)
    asked = request.headers.get("HX-Target", "")
    looking = asked == "stop-effect" or request.method != "POST"
    form = CancellationForm(request.POST if request.method == "POST" else None, today=today)
    ends = end_of_term(subscription, today)
    effect, refusal = None, None
    if not form.is_bound or form.is_valid() or "last_day" not in form.errors:
        typed = form.typed_day if form.is_bound else None
        from_on = typed + ONE_DAY if typed else ends
        seen = "" if looking else request.POST.get("effect", "")
        try:
            if seen and form.is_valid():
                done = preview_cancellation(subscription=subscription, from_on=from_on, gives_back=form.gives_back, today=today)
                _save(request, subscription, form, from_on, today, seen)
                return _done(request, subscription, done)
            effect = preview_cancellation(subscription=subscription, from_on=from_on, gives_back=form.gives_back, today=today)
        except CannotCancel as refused:
            refusal = refused
            if form.is_bound:
                changed = refused.code == "cancellation.effect_changed"
                refuse(form, refused, field=None if changed else "last_day")
                subscription.expiry.refresh_from_db()
                if changed:
                    effect = preview_cancellation(subscription=subscription, from_on=from_on, gives_back=form.gives_back, today=today)
    reason = StopReason.objects.filter(pk=request.POST.get("reason", "")).first()
    offers = list(shown_offers(subscription, reason, today=today, reader=present_reader())) if reason else []
    context = _facts(request, subscription, form, effect, ends, today) | {"refusal": str(refusal or ""), "offers": offers}
    if asked == "stop-effect":
        return render(request, "subscriptions/cancellation_answer.html", context)
    template = "subscriptions/cancellation_panel.html" if asked == "change-panel" else "subscriptions/cancellation.html"
    return render(request, template, context, status=UNPROCESSABLE if form.errors else 200)


@permit("subscriptions.cancel")
@require_POST
def withdrawal(request: StaffRequest, number: int) -> HttpResponse:
    """Let the subscription go on."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    standing = standing_cancellation(subscription)
    try:
        if standing is None:
            raise CannotCancel("cancellation.withdrawn")
        withdraw_cancellation(cancellation=standing, actor=request.user, today=clock.today(subscription.entity.zone))
    except CannotCancel as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(product)s goes on.") % {"product": wording.product_name(subscription, request.user.language)})
    return redirect("subscriptions:subscription", number)


@permit("subscriptions.see")
def cancellation_receipt(request: StaffRequest, cancellation_id: int) -> HttpResponse:
    """What was asked, until when it comes, what is given back and why: a page to print or send, in the customer's language."""
    seen = visible_subscriptions(request.user)
    related = ("subscription__product", "subscription__entity", "subscription__price_list", "subscription__subscriber", "reason")
    stops = Cancellation.objects.filter(subscription__in=seen.values("pk")).select_related(*related)
    standing = get_object_or_404(stops, pk=cancellation_id)
    subscription = standing.subscription
    ended = list(standing.early_ends.select_related("term").order_by("term__ordinal"))

    def facts(reader: Reader) -> dict[str, Any]:
        return {
            "cancellation": standing,
            "subscription": subscription,
            "name": wording.product_name(subscription, reader.language),
            "last_day": standing.from_on - ONE_DAY,
            "ended": [(one, wording.days(one.during_before, reader)) for one in ended],
            "amount": sum(one.amount for one in ended),
            "currency": subscription.price_list.currency,
        }

    return answer_receipt(request, subscription.subscriber, "subscriptions/cancellation_receipt.html", facts)


def _save(request: StaffRequest, subscription: Subscription, form: CancellationForm, from_on: date, today: date, seen: str) -> None:
    typed = form.cleaned_data
    cancel_subscription(
        subscription=subscription,
        reason=typed["reason"],
        actor=request.user,
        today=today,
        from_on=from_on,
        gives_back=form.gives_back,
        told_by=typed["told_by"] or "telephone",
        remark=typed["remark"],
        effect=seen,
        refused=SaveOffer.objects.filter(
            pk__in=[pk for pk in request.POST.getlist("offered") if pk.isdecimal()], entity=subscription.entity
        ),
    )


def _done(request: StaffRequest, subscription: Subscription, done: CancelEffect) -> HttpResponse:
    toasts.say(request, said_ending(done, subscription, present_reader()), undo_url=latest_undo_url(request.user))
    return redirect("subscriptions:subscription", subscription.number)


def _facts(
    request: StaffRequest, subscription: Subscription, form: CancellationForm, effect: CancelEffect | None, ends: date, today: date
) -> dict[str, Any]:
    reader = present_reader()
    possible = earliest_end(subscription, today)
    proposed = {ends: _("With the term, %(day)s"), possible: _("As soon as possible, %(day)s")}
    return {
        "subscription": subscription,
        "title": _("Cancel %(product)s") % {"product": wording.product_name(subscription, reader.language)},
        "pattern": wording.pattern(subscription, reader.language),
        "form": form,
        "shown": shown_ending(effect, subscription, viewer=request.user, reader=reader) if effect else None,
        "chips": [_chip(words, day - ONE_DAY, reader) for day, words in proposed.items()],
        "address": request.path,
        "picked": request.POST.get("picked", ""),
    }


def _chip(words: str, last: date, reader: Reader) -> tuple[str, str]:
    """What is typed by a click, and what the button says."""
    return last.isoformat(), words % {"day": figures.short_day(last, reader.today, reader.language)}
