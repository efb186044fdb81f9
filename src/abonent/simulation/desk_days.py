"""What the desk does on a day: the register comes in, orders are taken, readers go on, move and stop. What is saved is what was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from django.db.models import Exists, OuterRef

from abonent.catalog.models import Product
from abonent.catalog.models.price import FIXED
from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations import add_temporary_address
from abonent.kit.periods import add_months
from abonent.simulation.agents import mediator_of
from abonent.simulation.call_days import refused
from abonent.simulation.chance import between, chance, happens
from abonent.simulation.life import Life
from abonent.simulation.moves import Move
from abonent.simulation.orders import Order, prospects
from abonent.simulation.register import bring_in
from abonent.subscriptions.models import Cancellation, StopReason, Subscription
from abonent.subscriptions.operations import AskedMove, cancel_subscription, move_customer, preview_move, preview_start, start_subscriptions
from abonent.subscriptions.operations import Order as SubscriptionOrder
from abonent.subscriptions.operations.cancel import preview_cancellation
from abonent.subscriptions.operations.renew import preview_renewal, renew_subscription

# The daily needs less, the magazine may have its copies counted weeks ahead.
STOPS_AT_ONCE = 21
# As many as are taken in one transaction.
AT_A_TIME = 500
SHARE_ASKING = 0.88
ASKED_BEFORE, ASKED_AFTER = timedelta(days=25), timedelta(days=35)


def bring_in_readers(life: Life, day: date) -> int:
    """On the first day all that the former system knows, later each quarter those who will order in it."""
    until = add_months(day, 3)
    readers = [order.reader for order in life.plot if day <= order.taken_on < until]
    if day == life.world.starts_on:
        readers += chain.from_iterable(prospects(life.world).values())
    return bring_in(readers, name=f"register-{day}.csv", actor=life.clerk, today=day) if readers else 0


def take_orders(life: Life, day: date) -> int:
    """The orders of the day: those by a code each by itself, all others of a company as one batch."""
    taken = life.taken_on.get(day, [])
    customers = life.customers({order.reader.key for order in taken} | {order.payer_key for order in taken})
    by_code = [order for order in taken if order.promotion and _taken_by_code(life, order, customers, day)]
    for code in life.entities:
        plain = [_ordered(life, order, customers) for order in taken if order.entity == code and order not in by_code]
        for place in range(0, len(plain), AT_A_TIME):
            _take(life, plain[place : place + AT_A_TIME], day)
    return len(taken)


def _taken_by_code(life: Life, order: Order, customers: dict[str, Customer], day: date) -> bool:
    """Whether somebody may have what was promised; who may not orders at the list price."""
    promoted = replace(_ordered(life, order, customers), promotion=life.promotions[order.promotion])
    return not refused(lambda: _take(life, [promoted], day))


def _take(life: Life, orders: list[SubscriptionOrder], day: date) -> None:
    shown = preview_start(orders=orders, today=day)
    start_subscriptions(orders=orders, actor=life.clerk, today=day, effect=shown.digest)


def renew_on_request(life: Life, day: date) -> int:
    """Those who go on only if they ask, and do: most before the end, some in grace, a few never."""
    around = (day - ASKED_AFTER, day + ASKED_BEFORE)
    ending = Subscription.objects.filter(product__renews=Product.ASKED, term_kind=FIXED, expiry__expires_on__range=around)
    standing = Cancellation.objects.filter(subscription=OuterRef("pk"), withdrawn_at=None)
    waiting = ending.filter(~Exists(standing)).select_related("product__entity", "price_list", "expiry").order_by("number")
    return sum(_renewed(life, subscription, day) for subscription in waiting if _asks(life, subscription, day))


def _asks(life: Life, subscription: Subscription, day: date) -> bool:
    source = chance(life.world.seed, "asks", f"{subscription.number} {subscription.expiry.term_ordinal}")
    asks, asks_on = happens(source, SHARE_ASKING), subscription.expiry.expires_on + timedelta(days=between(source, -25, 20))
    return asks and asks_on <= day


def _renewed(life: Life, subscription: Subscription, day: date) -> bool:
    def renew() -> None:
        shown = preview_renewal(subscription=subscription, today=day)
        renew_subscription(subscription=subscription, actor=life.clerk, today=day, effect=shown.digest)

    return not refused(renew)


def stop_subscriptions(life: Life, day: date) -> int:
    """Those who call to stop; most subscriptions end with what is paid for, some at once, and what is left is given back."""
    stopped = 0
    for order in life.stopped_on.get(day, []):
        if subscription := life.subscription_of(order):
            reason = StopReason.objects.get(code=order.stop_reason)
            at_once = order.stops_at_once and _stopped(life, subscription, reason, day, day + timedelta(days=STOPS_AT_ONCE))
            # Where it cannot end so soon the desk says so, and it ends with the term.
            stopped += at_once or _stopped(life, subscription, reason, day, subscription.expiry.expires_on)
    return stopped


def _stopped(life: Life, subscription: Subscription, reason: StopReason, day: date, from_on: date) -> bool:
    def stop() -> None:
        shown = preview_cancellation(subscription=subscription, from_on=from_on, gives_back=True, today=day)
        cancel_subscription(subscription=subscription, reason=reason, actor=life.clerk, today=day, from_on=from_on, effect=shown.digest)

    return not refused(stop)


def change_addresses(life: Life, day: date) -> int:
    """Those who tell that they move, or where they will be in July."""
    told = life.moves_told_on.get(day, [])
    customers = life.customers({move.reader_key for move in told})
    for move in told:
        _change_address(life, move, customers[move.reader_key], day)
    return len(told)


def _change_address(life: Life, move: Move, customer: Customer, day: date) -> None:
    door = Door.read(country=move.town.country, code=move.town.postal_code, town=move.town.name, street_line=move.street_line)
    if move.ends_on is None:
        refused(lambda: _move(life, AskedMove(moves_on=move.begins_on, to=door), customer, day))
    else:
        add_temporary_address(
            customer=customer, door=door, begins_on=move.begins_on, ends_on=move.ends_on, actor=life.clerk, today=day, reason="Summer"
        )


def _move(life: Life, asked: AskedMove, customer: Customer, day: date) -> None:
    shown = preview_move(customer=customer, asked=asked, today=day)
    move_customer(customer=customer, asked=asked, actor=life.clerk, today=day, effect=shown.digest)


def _ordered(life: Life, order: Order, customers: dict[str, Customer]) -> SubscriptionOrder:
    agent = mediator_of(life, order.entity, order.reader, by_code=bool(order.promotion))
    return SubscriptionOrder(
        product=life.products[order.ware],
        price_list=life.price_lists[order.entity],
        subscriber=customers[order.reader.key],
        payer=None if agent and agent.pays else customers.get(order.payer_key),
        agent=agent,
        starts_on=order.starts_on,
        term_kind=order.offer.term_kind,
        term_unit=order.offer.term_unit,
        term_length=order.offer.term_length,
        copies=order.copies,
        delivery_method=order.delivery_method,
        sales_channel=order.sales_channel,
    )
