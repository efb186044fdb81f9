"""Words in addresses that name a row of a customer."""

from __future__ import annotations

from abonent.billing.models import AgentSettlement, ProForma, RecurringInvoice
from abonent.customers.visibility import Addressed

ADDRESSED = [
    Addressed("settlement_id", AgentSettlement, ("agent__customer",), folder="billing"),
    Addressed("recurring_id", RecurringInvoice, ("payer",), folder="billing"),
    Addressed("pro_forma_id", ProForma, ("payer",), folder="billing"),
]
