"""What is said of gifts: on the form of an order, on the page of the subscription, on cards."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from abonent.subscriptions.models import Gift, Subscription
from abonent.subscriptions.operations import GiftTerms, Order
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


def ordered_gift_words(order: Order, sold_to: date, reader: Reader) -> str:
    """What becomes of a gift that is ordered, as the clerk reads it aloud; nothing for an ordinary order."""
    if order.gift is None or order.payer is None:
        return ""
    day = figures.day(sold_to, reader.today, reader.language)
    words = {"day": day, "receiver": order.subscriber.name, "giver": order.payer.name}
    return f"{_end_words(order.gift.at_end, words)} {_card_words(order.gift, words)}"


def gift_end_words(subscription: Subscription, ends_on: date | None, reader: Reader) -> str:
    """What becomes of a gift at its end, as its rows have it now; `ends_on` is the first day without, if it ends."""
    words = {"receiver": subscription.subscriber.name, "giver": subscription.payer.name}
    if ends_on is None:
        return _("It goes on, and %(giver)s pays.") % words
    last = figures.day(ends_on - timedelta(days=1), reader.today, reader.language)
    return _end_words(subscription.gift.at_end, {**words, "day": last})


def _end_words(at_end: str, words: dict[str, str]) -> str:
    if at_end == Gift.RECEIVER:
        return _("The gift ends on %(day)s; before that %(receiver)s is asked whether to go on.") % words
    if at_end == Gift.GIVER:
        return _("The gift ends on %(day)s; before that %(giver)s is asked whether to give it again.") % words
    return _("The gift ends by itself on %(day)s.") % words


def _card_words(terms: GiftTerms, words: dict[str, str]) -> str:
    if terms.card_to == Gift.GIVER:
        return _("The card goes to %(giver)s.") % words
    return _("The card goes to %(receiver)s.") % words
