"""The terms of a subscription as they are told on its page: those that were, the one that runs, and what comes after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from abonent.catalog.models.price import FIXED
from abonent.subscriptions.models import Term
from abonent.subscriptions.models.subscription import LAPSED
from abonent.subscriptions.queries import ChargedTerm


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
    """The term that runs; before the first begins that one, after the last has ended that one."""
    in_order = sorted(terms, key=lambda term: term.ordinal)
    running = (term for term in in_order if term.during.upper > today)
    return next(running, in_order[-1] if in_order else None)


def next_term_of(subscription: Any) -> NextTerm | None:
    """What the renewal run makes next; None if the subscription is cancelled, or should have been renewed already."""
    if subscription.ends_on or subscription.state == LAPSED:
        return None
    product, begins_on = subscription.product, subscription.expiry.expires_on
    lead_days = product.fixed_lead_days if subscription.term_kind == FIXED else product.rolling_lead_days
    return NextTerm(begins_on, begins_on - timedelta(days=lead_days))


def waiting_of(terms: Sequence[ChargedTerm]) -> Waiting | None:
    """What these terms have still to be invoiced."""
    open_ones = [(one.charge.amount, one.due_on) for one in terms if one.charge and one.due_on]
    if not open_ones:
        return None
    return Waiting(sum((amount for amount, _due_on in open_ones), Decimal(0)), min(due_on for _amount, due_on in open_ones))
