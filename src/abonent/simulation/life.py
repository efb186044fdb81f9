"""What the days of a world share: the companies, what they sell, who works there, and the plot by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Exists, OuterRef

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList, Product, Promotion
from abonent.customers.models import Customer, ExternalKey
from abonent.organisation.models import LegalEntity
from abonent.simulation.assortment import STANDARD
from abonent.simulation.calls import Call, calls
from abonent.simulation.moves import Move, moves
from abonent.simulation.orders import Order, orders
from abonent.simulation.payers import account_of
from abonent.simulation.publisher import companies
from abonent.simulation.register import SOURCE
from abonent.simulation.staff import CLERK, FINANCE, MANAGER, at_work
from abonent.simulation.world import World
from abonent.subscriptions.models import Cancellation, Subscription

Item = TypeVar("Item")


@dataclass(frozen=True)
class Life:
    """A world in progress."""

    world: World

    @cached_property
    def entities(self) -> dict[str, LegalEntity]:
        return companies()

    @cached_property
    def products(self) -> dict[str, Product]:
        return {product.code: product for product in Product.objects.select_related("entity")}

    @cached_property
    def price_lists(self) -> dict[str, PriceList]:
        return {price_list.entity.code: price_list for price_list in PriceList.objects.filter(code=STANDARD).select_related("entity")}

    @cached_property
    def clerk(self) -> StaffUser:
        return at_work(CLERK)

    @cached_property
    def finance(self) -> StaffUser:
        return at_work(FINANCE)

    @cached_property
    def manager(self) -> StaffUser:
        return at_work(MANAGER)

    @cached_property
    def promotions(self) -> dict[str, Promotion]:
        """What is promised, by its code."""
        return {promotion.code: promotion for promotion in Promotion.objects.select_related("price_list")}

    @cached_property
    def plot(self) -> list[Order]:
        return orders(self.world)

    @cached_property
    def taken_on(self) -> dict[date, list[Order]]:
        """The orders by the day on which they are taken."""
        return _by_day((order.taken_on, order) for order in self.plot)

    @cached_property
    def stopped_on(self) -> dict[date, list[Order]]:
        """The orders by the day on which the reader calls to stop them."""
        return _by_day((order.stop_on, order) for order in self.plot if order.stop_on)

    @cached_property
    def moves_told_on(self) -> dict[date, list[Move]]:
        """Changes of address by the day on which the reader tells."""
        return _by_day((move.told_on, move) for move in moves(self.world, self.plot))

    @cached_property
    def called_on(self) -> dict[date, list[Call]]:
        """What readers ask for by the day on which they call."""
        return _by_day((call.told_on, call) for call in calls(self.world, self.plot))

    @cached_property
    def key_by_account(self) -> dict[str, str]:
        """Whose account it is that payments come from."""
        return {account_of(order.reader.key, order.reader.country): order.reader.key for order in self.plot}

    def subscription_of(self, order: Order) -> Subscription | None:
        """What somebody has of what he ordered, whatever he went over to since; None once it is stopped."""
        standing = Cancellation.objects.filter(subscription=OuterRef("pk"), withdrawn_at=None)
        subscriber = self.customers({order.reader.key})[order.reader.key]
        held = Subscription.objects.filter(~Exists(standing), subscriber=subscriber, entity=self.entities[order.entity])
        return held.select_related("product__entity", "price_list", "subscriber", "expiry", "promotion").order_by("pk").last()

    def customers(self, keys: set[str]) -> dict[str, Customer]:
        """Customers of the register by the keys of the plot."""
        found = ExternalKey.objects.filter(source=SOURCE, key__in=keys).select_related("customer")
        return {known.key: known.customer for known in found}


def _by_day(pairs: Iterable[tuple[date, Item]]) -> dict[date, list[Item]]:
    by_day: dict[date, list[Item]] = defaultdict(list)
    for day, item in pairs:
        by_day[day].append(item)
    return by_day
