"""How the desk answers calls: it looks at what would be, reads it out, and saves exactly that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from abonent.customers.entries import Door
from abonent.kit.refusals import Refusal
from abonent.simulation.calls import COPIES, GIFT, PAUSE, REDIRECT, Call
from abonent.simulation.life import Life
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import (
    AskedCopies,
    Elsewhere,
    GiftTerms,
    change_copies,
    pause_subscription,
    preview_copies,
    preview_pause,
    preview_redirect,
    preview_start,
    redirect_subscription,
    start_subscriptions,
)
from abonent.subscriptions.operations import Order as SubscriptionOrder

# What was shown was not what saving would do: never to be taken for a rule that says no.
NOT_AS_SHOWN = ".effect_changed"
CARDS = {"sv": "God jul!", "fi": "Hyvää joulua!", "pl": "Wesołych Świąt!", "hu": "Boldog karácsonyt!", "en": "Merry Christmas!"}


def answer_calls(life: Life, day: date) -> int:
    """Each call of the day by itself; returns how many got what they asked for. What the rules refuse stays as it is."""
    return sum(_answered(life, call, day) for call in life.called_on.get(day, []))


def _answered(life: Life, call: Call, day: date) -> bool:
    subscriber = life.customers({call.order.reader.key})[call.order.reader.key]
    subscription = Subscription.objects.filter(subscriber=subscriber, cancellations=None, product=life.products[call.order.ware]).first()
    if subscription is None:
        return False
    try:
        ANSWERS[call.wish](life, call, subscription, day)
    except Refusal as refusal:
        if refusal.code.endswith(NOT_AS_SHOWN):
            raise
        return False
    return True


def _pause(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    shown = preview_pause(subscription=subscription, first=call.first, last=call.last, today=day)
    pause_subscription(
        subscription=subscription, first=call.first, last=call.last, actor=life.clerk, today=day, remark="", effect=shown.digest
    )


def _redirect(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    assert call.town
    door = Door.read(country=call.town.country, code=call.town.postal_code, town=call.town.name, street_line=call.street_line)
    asked = Elsewhere(first=call.first, last=call.last, to=door, delivery_method="post")
    shown = preview_redirect(subscription=subscription, asked=asked, today=day)
    redirect_subscription(subscription=subscription, asked=asked, actor=life.clerk, today=day, effect=shown.digest)


def _copies(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    asked = AskedCopies(copies=call.copies, from_on=call.first)
    shown = preview_copies(subscription=subscription, asked=asked, today=day)
    change_copies(subscription=subscription, asked=asked, actor=life.clerk, today=day, effect=shown.digest)


def _gift(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    order = SubscriptionOrder(
        product=subscription.product,
        price_list=life.price_lists[call.order.entity],
        subscriber=life.customers({call.receiver_key})[call.receiver_key],
        payer=subscription.subscriber,
        starts_on=call.first,
        term_kind=call.order.offer.term_kind,
        term_unit=call.order.offer.term_unit,
        term_length=call.order.offer.term_length,
        delivery_method=call.order.delivery_method,
        sales_channel="telephone",
        gift=GiftTerms(card_text=CARDS[subscription.subscriber.language or "en"]),
    )
    shown = preview_start(orders=[order], today=day)
    start_subscriptions(orders=[order], actor=life.clerk, today=day, effect=shown.digest)


ANSWERS: dict[str, Callable[[Life, Call, Subscription, date], None]] = {PAUSE: _pause, REDIRECT: _redirect, COPIES: _copies, GIFT: _gift}
