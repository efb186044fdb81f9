"""What stands in several places of a customer's page, asked once for a request."""

from __future__ import annotations

from typing import Any

from abonent.access.requests import StaffRequest, today_of
from abonent.customers.models import Customer
from abonent.ledger.queries import balances


def balances_at_hand(request: StaffRequest, customer: Customer) -> list[Any]:
    """The balances of a customer as `ledger.queries.balances` gives them."""
    known: dict[int, list[Any]] = request.__dict__.setdefault("balances_at_hand", {})
    if customer.pk not in known:
        known[customer.pk] = balances([customer.pk], viewer=request.user, today=today_of(request))
    return known[customer.pk]
