"""How the desk answers calls: it looks at what would be, reads it out, and saves exactly that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from abonent.customers.entries import Door
from abonent.editions.queries import latest_issue
from abonent.kit.refusals import Refusal
from abonent.service.operations import AskedComplaint, preview_complaint, register_complaint
from abonent.simulation.calls import COPIES, GIFT, MISSING, PAUSE, REDIRECT, SWITCH, SWITCH_BACK, Call
from abonent.simulation.life import Life
from abonent.simulation.orders import delivery_method_of
from abonent.subscriptions.models import ProductSwitch, Subscription
from abonent.subscriptions.operations import (
    AskedCopies,
    AskedSwitch,
    Elsewhere,
    GiftTerms,
    change_copies,
    pause_subscription,
    preview_copies,
    preview_pause,
    preview_redirect,
    preview_start,
    preview_switch,
    redirect_subscription,
    start_subscriptions,
    switch_product,
    withdraw_switch,
)
from abonent.subscriptions.operations import Order as SubscriptionOrder
from abonent.subscriptions.operations.switch_checks import earliest_switch
from abonent.subscriptions.queries import leading_edition

# What was shown was not what saving would do: never to be taken for a rule that says no.
NOT_AS_SHOWN = ".effect_changed"
CARDS = {"sv": "God jul!", "fi": "Hyvää joulua!", "pl": "Wesołych Świąt!", "hu": "Boldog karácsonyt!", "en": "Merry Christmas!"}


def answer_calls(life: Life, day: date) -> int:
    """Each call of the day by itself; returns how many got what they asked for. What the rules refuse stays as it is."""
    return sum(_answered(life, call, day) for call in life.called_on.get(day, []))


def refused(deed: Callable[[], object]) -> bool:
    """Whether the rules say no to what is done. That something else was saved than was shown is no rule: it ends the world."""
    try:
        deed()
    except Refusal as refusal:
        if refusal.code.endswith(NOT_AS_SHOWN):
            raise
        return True
    return False


def _answered(life: Life, call: Call, day: date) -> bool:
    subscription = life.subscription_of(call.order)
    return subscription is not None and not refused(lambda: ANSWERS[call.wish](life, call, subscription, day))


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


def _switch(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    """As soon as it can be: not before the old paper can be stopped and the new one begin."""
    assert call.offer
    product, method = life.products[call.ware], delivery_method_of(call.order.reader, call.ware)
    earliest = earliest_switch(subscription, product, method, day) or call.first
    asked = AskedSwitch(
        product=product,
        price_list=life.price_lists[call.order.entity],
        term_kind=call.offer.term_kind,
        term_unit=call.offer.term_unit,
        term_length=call.offer.term_length,
        delivery_method=method,
        from_on=min(max(call.first, earliest), subscription.expiry.expires_on),
    )
    shown = preview_switch(subscription=subscription, asked=asked, today=day)
    switch_product(subscription=subscription, asked=asked, actor=life.clerk, today=day, effect=shown.digest)


def _switch_back(life: Life, _call: Call, subscription: Subscription, day: date) -> None:
    if switch := ProductSwitch.objects.filter(successor=subscription).first():
        withdraw_switch(switch=switch, actor=life.clerk, today=day)


def _missing(life: Life, call: Call, subscription: Subscription, day: date) -> None:
    """The latest paper before the call."""
    edition = leading_edition(subscription.product)
    issue = latest_issue(edition=edition, before=day, weekdays=subscription.weekdays) if edition else None
    if issue:
        asked = AskedComplaint(issue, call.fault)
        shown = preview_complaint(subscription=subscription, asked=asked, today=day)
        register_complaint(subscription=subscription, asked=asked, actor=life.clerk, today=day, effect=shown.digest)


ANSWERS: dict[str, Callable[[Life, Call, Subscription, date], None]] = {
    PAUSE: _pause,
    REDIRECT: _redirect,
    COPIES: _copies,
    GIFT: _gift,
    SWITCH: _switch,
    SWITCH_BACK: _switch_back,
    MISSING: _missing,
}
