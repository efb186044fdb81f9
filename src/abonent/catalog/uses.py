"""What higher folders count of a product, and what they hold against a change of it, so that its pages need not know them.

    PRODUCT_USES = [ProductUse(name="running", label=_("Running subscriptions"), count=running_count, url=running_url, permission=...)]
    PRODUCT_CHECKS = [refuse_fewer_seats_than_are_taken]

stand in a folder's `product_uses.py`; `config` fills the registries. A check is asked once the product is written as it shall be, in the
transaction that writes it, and refuses with `CannotDescribe`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.expressions import Combinable

from abonent.access.models import StaffUser
from abonent.catalog.models import Product
from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ProductUse:
    """A count: `count(viewer, day)` is an expression over products (`OuterRef("pk")`), `url(product)` shows the viewer the counted rows."""

    name: str
    label: Any
    count: Callable[[StaffUser, date], Combinable]
    url: Callable[[Product], str]
    permission: str
    part: str = ""

    def shown_to(self, viewer: StaffUser) -> bool:
        """Whether he may see what is counted, and the part of the product that it is of is on."""
        return viewer.may(self.permission) and (not self.part or viewer.has_part(self.part))


declared_uses: Registry[ProductUse] = Registry()
declared_checks: Registry[Callable[[Product], None]] = Registry()
