"""What a customer has, comes to have or had of products by orders, told by the folders above: they know the orders.

    HELD_PRODUCTS = [HeldSource(find=subscribed, permission="subscriptions.see")]

stands in a folder's `held_products.py`; `config` fills the registry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.kit.registry import Registry
from abonent.ui.lists import State


@dataclass(frozen=True, kw_only=True)
class HeldProduct:
    """A product that a customer has by an order; `is_had` where that has ended."""

    product: Product
    what: str
    state: State
    url: str
    is_had: bool


@dataclass(frozen=True, kw_only=True)
class HeldSource:
    """Who knows of held products: `find(customer, viewer, today)` tells those that the viewer may see."""

    find: Callable[[Customer, StaffUser, date], list[HeldProduct]]
    permission: str
    order: int = 50


declared_held: Registry[HeldSource] = Registry()
