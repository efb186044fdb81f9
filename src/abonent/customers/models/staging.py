"""Rows of a file of customers between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedCustomer(models.Model):
    """One row of a file of customers, as the reader in the child process left it.

    Columns hold cleaned text, '' where the file says nothing. `*_normalised` is '' where the value could not be read.
    `outcome`, `customer_id` and `door` are filled when the batch is checked.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    key = models.TextField(db_collation="C")
    kind = models.TextField()
    given_name = models.TextField()
    family_name = models.TextField()
    organisation_name = models.TextField()
    language = models.TextField()
    country = models.TextField()
    national_id = models.TextField()
    company_number = models.TextField()
    vat_number = models.TextField()
    invoice_channel = models.TextField()
    payment_terms_days = models.TextField()
    care_of = models.TextField()
    street = models.TextField()
    number = models.TextField()
    staircase = models.TextField()
    flat = models.TextField()
    postal_code = models.TextField()
    town = models.TextField()
    mobile = models.TextField()
    mobile_normalised = models.TextField()
    phone = models.TextField()
    phone_normalised = models.TextField()
    email = models.TextField()
    email_normalised = models.TextField()
    web = models.TextField()
    web_normalised = models.TextField()

    class Meta:
        db_table = "staged_customer"

    def __str__(self) -> str:
        return f"{self.line} {self.key}"
