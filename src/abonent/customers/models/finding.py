"""What a customer is found by."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from abonent.customers.models.customers import Customer

# What of a customer there is or is not.
TOLD = ("email", "mobile", "telephone", "address")


class CustomerSearch(models.Model):
    """Everything a customer is searched by, folded, in one text; the name in both orders for the first letters; what there is of him.

    Whether somebody has an e-mail address is told here and not asked of a million contact points: lists of those who have none are
    wanted daily and find few. Contact persons' own do not count; what merged records have does.

    Derived: recomputed by `customers/refresh_search` in the transaction that changes what it is made from. `body` begins
    with a blank, so that the start of any word is a blank and its letters.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="search", db_constraint=False)
    given_first = models.TextField(db_collation="C")
    family_first = models.TextField(db_collation="C")
    body = models.TextField(db_collation="C")
    has_email = models.BooleanField(db_default=False)
    has_mobile = models.BooleanField(db_default=False)
    has_telephone = models.BooleanField(db_default=False, help_text="a mobile or a fixed one")
    has_address = models.BooleanField(db_default=False, help_text="one to deliver to, now or at any time")

    class Meta:
        db_table = "customer_search"
        indexes = [
            models.Index(fields=["given_first"], name="customer_search_given_first"),
            models.Index(fields=["family_first"], name="customer_search_family_first"),
            GinIndex(OpClass("body", name="gin_trgm_ops"), name="customer_search_body"),
            *(models.Index(fields=["customer"], condition=Q(**{f"has_{what}": False}), name=f"customer_without_{what}") for what in TOLD),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
