"""Who changes something of a customer does so alone: what belongs to one customer is written one after the other."""

from __future__ import annotations

from abonent.customers.models import Customer


def lock_customer(customer_id: int) -> Customer:
    """The customer as he is, locked until the transaction ends; rows that refer to him may still be written."""
    return Customer.objects.select_for_update(no_key=True).get(pk=customer_id)
