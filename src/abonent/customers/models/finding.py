"""What a customer is found by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from abonent.customers.models.customers import Customer


class CustomerSearch(models.Model):
    """Everything a customer is searched by, folded, in one text; and the name in both orders for the first letters.

    Derived: recomputed by `customers/refresh_search` in the transaction that changes what it is made from. `body` begins
    with a blank, so that the start of any word is a blank and its letters.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="search", db_constraint=False)
    given_first = models.TextField(db_collation="C")
    family_first = models.TextField(db_collation="C")
    body = models.TextField(db_collation="C")

    class Meta:
        db_table = "customer_search"
        indexes = [
            models.Index(fields=["given_first"], name="customer_search_given_first"),
            models.Index(fields=["family_first"], name="customer_search_family_first"),
            GinIndex(OpClass("body", name="gin_trgm_ops"), name="customer_search_body"),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
