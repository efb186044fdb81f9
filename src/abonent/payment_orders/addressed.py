"""Words in addresses that name a row of a payer."""

from __future__ import annotations

from abonent.customers.visibility import Addressed
from abonent.payment_orders.models import Collection, Mandate

ADDRESSED = [
    Addressed("mandate_id", Mandate, folder="payment_orders"),
    Addressed("collection_id", Collection, folder="payment_orders"),
]
