"""Rows of a file of customers between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedCustomer(models.Model):
    """One row of a file of customers, as the reader in the child process left it.

    Columns hold cleaned text, '' where the file says nothing; names, doors, register numbers and `*_normalised` in the
    register's writing. `*_assumed` is what holds where the file does not say. `faults` is what the reader found wrong: [field, code, parameters] each.

    Of a workbook that was given out, `version` is that of the row then, `edited` says as JSON what each changed group of fields
    said before and says now, `emptied` names the fields that were emptied; what was not changed is empty.

    `own` says as JSON what stands in own fields: own_7 -> a text; the empty text was emptied. Without a column of such a field it is NULL.
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
    language_assumed = models.TextField()
    country = models.TextField()
    country_assumed = models.TextField()
    national_id = models.TextField()
    company_number = models.TextField()
    vat_number = models.TextField()
    invoice_channel = models.TextField()
    payment_terms_days = models.TextField()
    credit_limit = models.TextField(db_default="")
    care_of = models.TextField()
    street = models.TextField()
    number = models.TextField()
    staircase = models.TextField()
    flat = models.TextField()
    postal_code = models.TextField()
    town = models.TextField()
    mobile = models.TextField()
    mobile_normalised = models.TextField(db_collation="C")
    phone = models.TextField()
    phone_normalised = models.TextField(db_collation="C")
    email = models.TextField()
    email_normalised = models.TextField(db_collation="C")
    web = models.TextField()
    web_normalised = models.TextField(db_collation="C")
    types = models.TextField()
    branch = models.TextField()
    responsible = models.TextField()
    einvoice_address = models.TextField()
    iban = models.TextField()
    version = models.TextField()
    edited = models.TextField()
    emptied = models.TextField()
    own = models.JSONField(null=True)
    faults = models.JSONField(null=True)

    class Meta:
        db_table = "staged_customer"

    def __str__(self) -> str:
        return f"{self.line} {self.key}"


class StagedCustomerMatch(models.Model):
    """Which customer a staged row is, and in what the two differ. A new one has an id that nobody has yet.

    `door` is the identity of the row's place, NULL where the row has no address. `branch_id` and `responsible_id` are what the row's
    words mean; `is_sorted_otherwise` says that its types or accounts differ, `owns_otherwise` that its own fields do.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    customer_id = models.BigIntegerField()
    is_new = models.BooleanField()
    door = models.UUIDField(null=True)
    says_otherwise = models.BooleanField()
    lives_elsewhere = models.BooleanField()
    is_reached_otherwise = models.BooleanField()
    is_sorted_otherwise = models.BooleanField()
    owns_otherwise = models.BooleanField(db_default=False)
    branch_id = models.BigIntegerField(null=True)
    responsible_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "staged_customer_match"

    def __str__(self) -> str:
        return f"{self.line} {self.customer_id}"
