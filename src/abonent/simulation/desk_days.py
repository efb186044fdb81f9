"""What the desk does on a day: the register comes in, orders are taken, readers stop."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain

from abonent.customers.entries import Door
from abonent.customers.models import Customer
from abonent.customers.operations import add_temporary_address, change_address
from abonent.kit.periods import add_months
from abonent.simulation.life import Life
from abonent.simulation.moves import Move
from abonent.simulation.orders import Order, prospects
from abonent.simulation.register import bring_in
from abonent.subscriptions.models import StopReason, Subscription
from abonent.subscriptions.operations import Order as SubscriptionOrder
from abonent.subscriptions.operations import cancel_subscription, start_subscriptions
from abonent.subscriptions.operations.cancel import CannotCancel

# The daily needs less, the magazine may have its copies counted weeks ahead.
STOPS_AT_ONCE = 21


def bring_in_readers(life: Life, day: date) -> int:
    """On the first day all that the former system knows, later each quarter those who will order in it."""
    until = add_months(day, 3)
    readers = [order.reader for order in life.plot if day <= order.taken_on < until]
    if day == life.world.starts_on:
        readers += chain.from_iterable(prospects(life.world).values())
    return bring_in(readers, name=f"register-{day}.csv", actor=life.clerk, today=day) if readers else 0


def take_orders(life: Life, day: date) -> int:
    """All orders of the day as one batch."""
    taken = life.taken_on.get(day, [])
    customers = life.customers({order.reader.key for order in taken} | {order.payer_key for order in taken})
    started = start_subscriptions(orders=[_ordered(life, order, customers) for order in taken], actor=life.clerk, today=day)
    return len(started)


def stop_subscriptions(life: Life, day: date) -> int:
    """Those who call to stop; most subscriptions end with what is paid for, some at once, and what is left is given back."""
    for order in life.stopped_on.get(day, []):
        subscription = Subscription.objects.get(
            subscriber=life.customers({order.reader.key})[order.reader.key], product=life.products[order.ware]
        )
        reason = StopReason.objects.get(code=order.stop_reason)
        if not order.stops_at_once or not _stopped_at_once(life, subscription, reason, day):
            cancel_subscription(subscription=subscription, reason=reason, actor=life.clerk, today=day)
    return len(life.stopped_on.get(day, []))


def _stopped_at_once(life: Life, subscription: Subscription, reason: StopReason, day: date) -> bool:
    """Whether it can end so soon; where it cannot, the desk says so and it ends with the term."""
    try:
        cancel_subscription(
            subscription=subscription, reason=reason, actor=life.clerk, today=day, from_on=day + timedelta(days=STOPS_AT_ONCE)
        )
    except CannotCancel:
        return False
    return True


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
        change_address(customer=customer, door=door, begins_on=move.begins_on, actor=life.clerk, today=day, reason="Moves")
    else:
        add_temporary_address(
            customer=customer, door=door, begins_on=move.begins_on, ends_on=move.ends_on, actor=life.clerk, today=day, reason="Summer"
        )


def _ordered(life: Life, order: Order, customers: dict[str, Customer]) -> SubscriptionOrder:
    return SubscriptionOrder(
        product=life.products[order.ware],
        price_list=life.price_lists[order.entity],
        subscriber=customers[order.reader.key],
        payer=customers.get(order.payer_key),
        starts_on=order.starts_on,
        term_kind=order.offer.term_kind,
        term_unit=order.offer.term_unit,
        term_length=order.offer.term_length,
        copies=order.copies,
        delivery_method=order.delivery_method,
        sales_channel=order.sales_channel,
    )
