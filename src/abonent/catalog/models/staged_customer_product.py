"""Rows of a file of statuses with products between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedCustomerProduct(models.Model):
    """One row of a file of statuses with products, as the reader in the child process left it, and what it comes to.

    `customer_source` is empty where the customer's key is of the file's own system. Matched, the row says whose status it is, with which
    product, which one - a new one has an id that nobody has yet -, whose customer he is in it, and the outcome: new, changed or same.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    customer_source = models.TextField()
    customer_key = models.TextField(db_collation="C")
    product = models.TextField()
    company = models.TextField()
    status = models.TextField()
    since = models.TextField()
    seller = models.TextField()
    source = models.TextField()
    note = models.TextField()
    faults = models.JSONField(null=True)
    customer_id = models.BigIntegerField(null=True)
    product_id = models.BigIntegerField(null=True)
    customer_product_id = models.BigIntegerField(null=True)
    status_id = models.BigIntegerField(null=True)
    seller_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_customer_product"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
