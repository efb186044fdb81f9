"""Rows of a file of orders between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedOrder(models.Model):
    """One row of a file of orders, as the reader in the child process left it, and what it comes to.

    `customer_source` is empty where the customer's key is of the file's own system. Matched, the row says who gets what by which price and
    agent, and the outcome: new or same; promoted, which subscription it has become.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    customer_source = models.TextField()
    customer_key = models.TextField(db_collation="C")
    product = models.TextField()
    company = models.TextField()
    price_list = models.TextField()
    months = models.TextField()
    starts_on = models.TextField()
    copies = models.TextField()
    reference = models.TextField()
    agent = models.TextField()
    default_agent = models.TextField()
    delivery = models.TextField()
    faults = models.JSONField(null=True)
    customer_id = models.BigIntegerField(null=True)
    price_id = models.BigIntegerField(null=True)
    agent_id = models.BigIntegerField(null=True)
    subscription_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_order"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
