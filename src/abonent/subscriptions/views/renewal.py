"""Renew a fixed term because the customer asks: what the next term is and costs, and the doing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.catalog.rules.trace_words import trace_lines
from abonent.editions.promise_words import moment_words
from abonent.kit import clock
from abonent.subscriptions import wording
from abonent.subscriptions.act_words import latest_undo_url
from abonent.subscriptions.change_calendar import Taken
from abonent.subscriptions.models import RenewalRequest, Subscription
from abonent.subscriptions.operations.renew import ONE_DAY, RenewalEffect, preview_renewal, renew_subscription
from abonent.subscriptions.queries import visible_subscriptions
from abonent.subscriptions.views.change import Change, answer_change, beside, change_receipt, visible_change
from abonent.ui import toasts
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader, present_reader


class RenewalForm(forms.Form):
    """Nothing is typed: the next term follows from the price list."""

    asked = None


@dataclass(frozen=True)
class ShownRenewal:
    """The sentence and the cells of an effect."""

    effect: RenewalEffect
    say: str
    days: str
    amount: str
    grace: str
    undo_until: str


@permit("subscriptions.start")
def renewal(request: StaffRequest, number: int) -> HttpResponse:
    """What the next term would be; posted as it was seen, the renewal."""
    subscription = get_object_or_404(visible_subscriptions(request.user), number=number)
    today = clock.today(subscription.entity.zone)

    def save(_asked: None, effect: str) -> None:
        renew_subscription(subscription=subscription, actor=request.user, today=today, effect=effect)

    change = Change[None, RenewalEffect](
        "renewal",
        _("Renew %(product)s") % {"product": wording.product_name(subscription, present_reader().language)},
        _("What the next term costs is shown here."),
        lambda _asked: preview_renewal(subscription=subscription, today=today),
        save,
        field_of=lambda code: None,
    )
    return answer_change(
        request,
        change,
        RenewalForm(request.POST),
        facts=lambda effect: _facts(request, subscription, effect),
        done=lambda: _done(request, subscription),
    )


@permit("subscriptions.see")
def renewal_receipt(request: StaffRequest, number: int, change_id: int) -> HttpResponse:
    """Which term was asked for, what it costs and why, for the customer."""
    asked: RenewalRequest = visible_change(request, RenewalRequest, change_id, "subscription__price_list")
    subscription = asked.subscription
    term = subscription.terms.select_related("trace").filter(ordinal=asked.term_ordinal).first() if asked.withdrawn_at is None else None
    if subscription.number != number:
        raise Http404

    def facts(reader: Reader) -> dict[str, Any]:
        return {
            "asked": asked,
            "term": term,
            "days": wording.days(term.sold_during, reader) if term else "",
            "why": trace_lines(term.trace.steps, reader.language) if term else [],
        }

    return change_receipt(request, subscription, "subscriptions/renewal_receipt.html", facts)


def _facts(request: StaffRequest, subscription: Subscription, effect: RenewalEffect | None) -> dict[str, Any]:
    reader = present_reader()
    words = _("next term"), ""
    taken = Taken(*words, effect.during.lower, effect.papers) if effect else Taken(*words)
    return {
        **beside(subscription, taken, request=request, reader=reader),
        "shown": _shown(effect, subscription, reader) if effect else None,
    }


def _shown(effect: RenewalEffect, subscription: Subscription, reader: Reader) -> ShownRenewal:
    days = wording.days(effect.during, reader)
    amount = figures.money(effect.amount, effect.currency, reader.language)
    grace = ""
    if effect.grace_copies:
        counted = {"count": figures.number(effect.grace_copies, reader.language)}
        grace = ngettext(
            "%(count)s copy that came in grace belongs to it.", "%(count)s copies that came in grace belong to it.", effect.grace_copies
        )
        grace %= counted
    say = _("The next term is %(days)s and costs %(amount)s.") % {"days": days, "amount": amount}
    until = moment_words(effect.until, subscription.entity.zone, reader.today, reader.language) if effect.until else ""
    return ShownRenewal(effect, " ".join(filter(None, (say, grace))), days, amount, grace, until)


def _done(request: StaffRequest, subscription: Subscription) -> HttpResponse:
    reader = present_reader()
    latest = subscription.terms.latest("ordinal")
    last = figures.day(latest.during.upper - ONE_DAY, reader.today, reader.language)
    toasts.say(request, _("Renewed until %(day)s.") % {"day": last}, undo_url=latest_undo_url(request.user))
    return redirect(subscription.url)
