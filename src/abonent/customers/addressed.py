"""Words in addresses that name a customer, or a row of one."""

from __future__ import annotations

from abonent.customers.models import (
    Address,
    ContactPerson,
    ContactPoint,
    Customer,
    CustomerBankAccount,
    CustomerMerge,
    ExternalKey,
    Relationship,
)
from abonent.customers.visibility import EVERYWHERE, Addressed

ADDRESSED = [
    Addressed("customer_id", Customer, ("pk",), folder=EVERYWHERE),
    Addressed("number", Customer, ("pk",), by="number"),
    Addressed("address_id", Address),
    Addressed("contact_point_id", ContactPoint),
    Addressed("contact_person_id", ContactPerson),
    Addressed("relationship_id", Relationship, ("customer", "other")),
    Addressed("account_id", CustomerBankAccount),
    Addressed("key_id", ExternalKey),
    Addressed("merge_id", CustomerMerge, ("kept",)),
]
