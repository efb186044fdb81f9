"""What is offered to somebody who wants to stop, in words: the sentence to say, and what taking it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from abonent.kit.names import name_in
from abonent.subscriptions.models import SaveOffer, StopReason, Subscription
from abonent.subscriptions.operations.pauses import CannotPause
from abonent.subscriptions.operations.save_offers import CannotOffer, RetentionDiscount, SaveEffect, offers_for, preview_save_offer
from abonent.subscriptions.pause_effect import span_words
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownOffer:
    """An offer as it is proposed; `digest` names what taking it does."""

    offer: SaveOffer
    say: str
    does: str
    digest: str


def shown_offers(subscription: Subscription, reason: StopReason, *, today: date, reader: Reader) -> Iterator[ShownOffer]:
    """Those that can be taken now, in the order in which they are said; in the customer's language where there is a sentence in it."""
    for offer in offers_for(subscription, reason):
        try:
            effect = preview_save_offer(offer=offer, subscription=subscription, reason=reason, today=today)
        except (CannotOffer, CannotPause):
            continue
        say = name_in(offer.say, subscription.subscriber.language, reader.language)
        yield ShownOffer(offer, say, _does(effect, reader), effect.digest)


def _does(effect: SaveEffect, reader: Reader) -> str:
    if effect.pause:
        days = span_words(effect.pause.first, effect.pause.last, reader)
        said = ngettext("Pause %(days)s, %(count)s issue", "Pause %(days)s, %(count)s issues", len(effect.pause.missed))
        return said % {"days": days, "count": len(effect.pause.missed)}
    if effect.discount:
        return _discount_words(effect.discount, effect.currency, reader)
    words = {"count": effect.issues, "amount": figures.money(effect.amount, effect.currency, reader.language)}
    return (
        ngettext("%(count)s free, %(amount)s off the next invoice", "%(count)s free, %(amount)s off the next invoice", effect.issues)
        % words
    )


def _discount_words(discount: RetentionDiscount, currency: str, reader: Reader) -> str:
    said = ngettext(
        "%(percent)s off the next term from %(day)s: %(amount)s instead of %(before)s",
        "%(percent)s off the next %(count)s terms from %(day)s: %(amount)s instead of %(before)s",
        discount.terms,
    )
    return said % {
        "percent": figures.percent(discount.percent / 100, reader.language, decimals=0 if discount.percent % 1 == 0 else 2),
        "count": discount.terms,
        "day": figures.day(discount.begins_on, reader.today, reader.language),
        "amount": figures.money(discount.amount, currency, reader.language),
        "before": figures.money(discount.before, currency, reader.language),
    }
