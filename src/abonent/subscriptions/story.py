"""The terms of a subscription as they are told on its page: those that were, the one that runs, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from abonent.catalog.models import Product
from abonent.catalog.models.price import FIXED
from abonent.kit.names import name_in
from abonent.runs.models import Act
from abonent.subscriptions.models import CopiesChange, CreditException, ProductSwitch, Subscription, Term
from abonent.subscriptions.models.subscription import LAPSED
from abonent.subscriptions.parties import party_words
from abonent.subscriptions.queries import ChargedTerm, switches
from abonent.subscriptions.wording import product_name
from abonent.ui import wording as figures


def reasons_of(acts: Sequence[Act], subscription: Subscription, language: str) -> dict[int, str]:
    """Act -> why somebody stopped or was kept, why his order went above the credit limit, how many copies come instead of how many, or
    what comes instead of what."""
    inverses = {act.pk: act.inverse or {} for act in acts}
    stopped = {pk: inverse["cancellation"] for pk, inverse in inverses.items() if "cancellation" in inverse}
    kept = {pk: inverse["attempt"] for pk, inverse in inverses.items() if "attempt" in inverse}
    numbers = {pk: inverse["change"] for pk, inverse in inverses.items() if "change" in inverse}
    said: dict[int, str] = {}
    if numbers:
        changes = subscription.copies_changes.in_bulk(numbers.values())
        said |= {pk: copies_words(changes[key], language) for pk, key in numbers.items() if key in changes}
    parties = {pk: inverse["party"] for pk, inverse in inverses.items() if "party" in inverse}
    if parties:
        placed = subscription.parties.select_related("customer", "replaces__customer").in_bulk(parties.values())
        said |= {pk: party_words(placed[key], language) for pk, key in parties.items() if key in placed}
    switched = {pk: inverse["switch"] for pk, inverse in inverses.items() if "switch" in inverse}
    if switched:
        found = switches().in_bulk(switched.values())
        said |= {pk: switch_words(found[key], language) for pk, key in switched.items() if key in found}
    if stopped:
        stops = subscription.cancellations.select_related("reason").in_bulk(stopped.values())
        said |= {
            pk: ", ".join(filter(None, [name_in(stops[key].reason.name, language), stops[key].remark]))
            for pk, key in stopped.items()
            if key in stops
        }
    excepted: CreditException | None = getattr(subscription, "credit_exception", None)
    if excepted:
        words = {"over": _over_words(excepted, language), "reason": excepted.reason or "–"}
        said |= {act.pk: _("%(over)s above the credit limit: %(reason)s") % words for act in acts if act.verb == "start_subscription"}
    if kept:
        attempts = subscription.save_attempts.select_related("save_offer", "reason").in_bulk(kept.values())
        said |= {
            pk: f"{name_in(attempts[key].reason.name, language)}: {name_in(attempts[key].save_offer.say, language)}"
            for pk, key in kept.items()
            if key in attempts
        }
    return said


def _over_words(excepted: CreditException, language: str) -> str:
    """By how much an order went over the credit limit."""
    return figures.money(excepted.used + excepted.adds - excepted.credit_limit, excepted.currency, language)


def copies_words(change: CopiesChange, language: str) -> str:
    """3 instead of 1, from 17 Jul."""
    words = {
        "copies": figures.number(change.copies, language),
        "before": figures.number(change.copies_before, language),
        "day": figures.long_day(change.from_on, language),
    }
    return _("%(copies)s instead of %(before)s from %(day)s") % words


def switch_words(switch: ProductSwitch, language: str) -> str:
    """Weekend instead of Daily, from 17 Jul."""
    words = {
        "new": product_name(switch.successor, language),
        "old": product_name(switch.cancellation.subscription, language),
        "day": figures.long_day(switch.cancellation.from_on, language),
    }
    return _("%(new)s instead of %(old)s from %(day)s") % words


@dataclass(frozen=True)
class NextTerm:
    """The term that is not made yet: the day it begins, and the day from which the renewal run makes it."""

    begins_on: date
    made_on: date


@dataclass(frozen=True)
class Waiting:
    """What is charged and not invoiced yet, and the day the first of it is due to be."""

    amount: Decimal
    due_on: date


def last_day(during: Any) -> date:
    """The day a half-open period is said to end on."""
    return during.upper - timedelta(days=1)


def present_of(terms: Iterable[Term], today: date) -> Term | None:
    """The term that runs; before the first begins that one, after the last has ended that one. One that a stop left
    no day is none."""
    in_order = sorted((term for term in terms if not term.during.isempty), key=lambda term: term.ordinal)
    running = (term for term in in_order if term.during.upper > today)
    return next(running, in_order[-1] if in_order else None)


def next_term_of(subscription: Any) -> NextTerm | None:
    """What the renewal run makes next; None if the subscription is cancelled, or should have been renewed already."""
    if subscription.ends_on or subscription.state == LAPSED or is_asked_for(subscription):
        return None
    product, begins_on = subscription.product, subscription.expiry.expires_on
    lead_days = product.fixed_lead_days if subscription.term_kind == FIXED else product.rolling_lead_days
    return NextTerm(begins_on, begins_on - timedelta(days=lead_days))


def is_asked_for(subscription: Any) -> bool:
    """Whether its next term is made only when the customer asks."""
    return subscription.product.renews == Product.ASKED and subscription.term_kind == FIXED and not subscription.ends_on


def waiting_of(terms: Sequence[ChargedTerm]) -> Waiting | None:
    """What these terms have still to be invoiced."""
    open_ones = [(one.charge.amount, one.due_on) for one in terms if one.charge and one.due_on]
    if not open_ones:
        return None
    return Waiting(sum((amount for amount, _due_on in open_ones), Decimal(0)), min(due_on for _amount, due_on in open_ones))
