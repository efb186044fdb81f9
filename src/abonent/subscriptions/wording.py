"""How subscriptions are said on screens: their state, their pattern, what a term's charge has come to."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.catalog.models import Price
from abonent.catalog.models.price import FIXED
from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.catalog.rules.weekdays import EVERY_DAY
from abonent.kit.names import name_in
from abonent.subscriptions.models import Subscription, Term
from abonent.subscriptions.models.subscription import CANCELLED, COMING, ENDED, GRACE, LAPSED, NOT_RENEWED, RUNNING
from abonent.ui import wording as figures
from abonent.ui.lists import State
from abonent.ui.lists.reader import Reader

STATES = {
    RUNNING: State(label=gettext_lazy("Running"), icon="circle-check", tone="ok"),
    COMING: State(label=gettext_lazy("Begins later"), icon="clock", tone="ink2"),
    CANCELLED: State(label=gettext_lazy("Cancelled, runs out"), icon="player-stop", tone="warn"),
    LAPSED: State(label=gettext_lazy("Next term missing"), icon="alert-triangle", tone="warn"),
    GRACE: State(label=gettext_lazy("In grace"), icon="history", tone="warn"),
    NOT_RENEWED: State(label=gettext_lazy("Not renewed"), icon="circle-x", tone="ink2"),
    ENDED: State(label=gettext_lazy("Ended"), icon="circle-x", tone="ink2"),
}


def product_name(subscription: Subscription, language: str) -> str:
    """What is subscribed to."""
    return name_in(subscription.product.name, language, subscription.entity.language)


def pattern(of: Subscription, language: str) -> str:
    """On which days it comes; a monthly has no weekday of its own, so whoever gets all of it gets every issue. What is not
    delivered has none."""
    if not of.is_delivered:
        return ""
    return _("Every issue") if of.weekdays == EVERY_DAY else weekday_words(of.weekdays, language)


def days(during: Any, reader: Reader) -> str:
    """A period with both its days: 6 – 19 Jul."""
    first, last = figures.days_between(during, reader.today, reader.language)
    return f"{first} {figures.DASH} {last}"


def length(subscription: Subscription) -> str:
    """How long its terms are, or by which interval it is billed."""
    return term_words(kind=subscription.term_kind, unit=subscription.term_unit, length=subscription.term_length)


def span(subscription: Subscription, ordinal: int | None = None) -> str:
    """For how long one price is paid, whether it ends then or goes on: 6 months. A promotion may say otherwise for the `ordinal`-th term."""
    length = _own_length(subscription, ordinal) if subscription.promotion and ordinal else None
    return term_words(kind=FIXED, unit=subscription.term_unit, length=length or subscription.term_length)


def _own_length(subscription: Subscription, ordinal: int) -> int | None:
    steps = subscription.promotion.steps.all() if subscription.promotion else ()
    return next((step.own_length for step in steps if step.from_term <= ordinal <= step.latest_term), None)


def price(term: Term, subscription: Subscription, language: str) -> str:
    """What a term costs, and for how long: 2 717,00 kr / 6 months."""
    return f"{figures.money(term.amount, term.currency, language)} / {span(subscription, term.ordinal)}"


def offer(price: Price, language: str) -> str:
    """A term that can be ordered, with what one copy costs: 12 months, 2 929,00 kr."""
    term = term_words(kind=price.term_kind, unit=price.term_unit, length=price.term_length)
    return f"{term}, {figures.money(price.unit_price, price.version.price_list.currency, language)}"
