"""How subscriptions are said on screens: their state, their pattern, what a term's charge has come to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.catalog.rules.term_words import term_words
from abonent.catalog.rules.weekday_words import weekday_words
from abonent.kit.names import name_in
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.queries import CANCELLED, COMING, ENDED, RUNNING
from abonent.ui.lists import State

STATES = {
    RUNNING: State(label=_("Running"), icon="circle-check", tone="ok"),
    COMING: State(label=_("Coming"), icon="clock", tone="ink2"),
    CANCELLED: State(label=_("Cancelled"), icon="player-stop", tone="warn"),
    ENDED: State(label=_("Ended"), icon="circle-x", tone="ink2"),
}


def product_name(subscription: Subscription, language: str) -> str:
    """What is subscribed to."""
    return name_in(subscription.product.name, language, subscription.entity.language)


def pattern(subscription: Subscription, language: str) -> str:
    """On which days it comes."""
    return weekday_words(subscription.weekdays, language)


def length(subscription: Subscription) -> str:
    """How long its terms are, or by which interval it is billed."""
    return term_words(kind=subscription.term_kind, unit=subscription.term_unit, length=subscription.term_length)
