"""What stands on the card of a gift and on the offer to go on with it. The look is `gift_letter.typ`.

The card speaks the receiver's language, the offer that of whoever is asked; neither says what the gift cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from abonent.catalog.models import Price
from abonent.catalog.rules.term_words import term_words
from abonent.subscriptions import wording
from abonent.subscriptions.documents.letter import Letter, letters_pdf, long_day
from abonent.subscriptions.models import Gift, GiftLetter
from abonent.subscriptions.queries import offers_of
from abonent.ui import wording as figures

TEMPLATE = Path(__file__).with_name("gift_letter.typ")
# More would be a price list; the shortest terms come first.
MOST_OFFERS = 4


def gift_letters_pdf(gifts: Sequence[Gift], *, kind: str, today: date, at: datetime) -> bytes:
    """One file with a page for each gift."""
    say = card_of if kind == GiftLetter.CARD else offer_of
    return letters_pdf(TEMPLATE, (say(gift) for gift in gifts), today=today, at=at)


def card_of(gift: Gift) -> Letter:
    """The card, in the receiver's language, in the window of whoever it is sent to."""
    subscription = gift.subscription
    receiver, giver = subscription.subscriber, subscription.payer
    language = receiver.language or subscription.entity.language
    with override(language):
        words = {
            "product": wording.product_name(subscription, language),
            "giver": giver.name,
            "receiver": receiver.name,
            "first": long_day(subscription.started_on, language),
        }
        sent_to = giver if gift.card_to == Gift.GIVER else receiver
        said = {
            "title": pgettext("card", "A gift"),
            "headline": _("A gift for %(receiver)s") % words,
            "lead": _("From %(giver)s, with %(product)s from %(first)s.") % words,
            "words": gift.card_text.splitlines(),
            "signed": giver.name if gift.card_text else "",
            "table": [],
            "paragraphs": [_("You need not do anything: it comes by itself, and it is paid for.")],
            "is_card": True,
        }
    return Letter(subscription.entity, sent_to, language, said)


def offer_of(gift: Gift) -> Letter:
    """The offer to go on, with the terms of the list, in the language of whoever is asked."""
    subscription = gift.subscription
    asks_giver = gift.at_end == Gift.GIVER
    asked = subscription.payer if asks_giver else subscription.subscriber
    language = asked.language or subscription.entity.language
    ends_on = subscription.expiry.expires_on
    with override(language):
        words = {
            "product": wording.product_name(subscription, language),
            "giver": subscription.payer.name,
            "receiver": subscription.subscriber.name,
            "last": long_day(ends_on - timedelta(days=1), language),
            "number": subscription.number,
        }
        lead = (
            _("Your gift to %(receiver)s, %(product)s, ends on %(last)s.")
            if asks_giver
            else _("%(product)s, which %(giver)s gave you, ends on %(last)s.")
        )
        question = _("Will you give it again?") if asks_giver else _("Will you go on reading?")
        said = {
            "title": _("Offer to go on"),
            "headline": question,
            "lead": lead % words,
            "words": [],
            "signed": "",
            "table": [_offered(offer, language) for offer in offers_of(subscription.product, day=ends_on)[:MOST_OFFERS]],
            "paragraphs": [
                _("If you want it, tell us so and say the number %(number)s. If you do nothing, it ends by itself, without any cost.")
                % words
            ],
            "is_card": False,
        }
    return Letter(subscription.entity, asked, language, said)


def _offered(offer: Price, language: str) -> list[str]:
    """A term and what one copy costs."""
    term = term_words(kind=offer.term_kind, unit=offer.term_unit, length=offer.term_length)
    return [term, figures.money(offer.unit_price, offer.version.price_list.currency, language)]
