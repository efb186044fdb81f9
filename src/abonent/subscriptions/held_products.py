"""The subscriptions of a customer as products that he has, comes to have or had."""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.catalog.held import HeldProduct, HeldSource
from abonent.customers.models import Customer
from abonent.subscriptions import wording
from abonent.subscriptions.models.subscription import ENDED
from abonent.subscriptions.queries import subscriptions_of


def subscribed(customer: Customer, viewer: StaffUser, today: date) -> list[HeldProduct]:
    """What he gets or pays for, latest first."""
    rows: list[Any] = list(subscriptions_of(customer, viewer=viewer).with_state(today).order_by("-number"))
    return [
        HeldProduct(
            product=row.product,
            what=wording.pattern(row, viewer.language),
            state=wording.STATES[row.state],
            url=row.url,
            is_had=row.state == ENDED,
        )
        for row in rows
    ]


HELD_PRODUCTS = [HeldSource(find=subscribed, permission="subscriptions.see")]
