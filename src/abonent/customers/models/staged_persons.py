"""Rows of a file of contact persons between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedContactPerson(models.Model):
    """One row of a file of contact persons, as the reader in the child process left it, and what it comes to.

    `customer_source` is empty where the customer's key is of the file's own system. `called` is the whole name by which one without
    a key is known again, also where the source may not change a name. `preferred` is a kind of contact. Matched, it says whose
    contact person it is, which one - a new one has an id that nobody has yet - and the outcome: new, changed or same.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    customer_source = models.TextField()
    customer_key = models.TextField(db_collation="C")
    key = models.TextField(db_collation="C")
    called = models.TextField()
    given_name = models.TextField()
    family_name = models.TextField()
    position_type = models.TextField()
    position = models.TextField()
    language = models.TextField()
    mobile = models.TextField()
    mobile_normalised = models.TextField(db_collation="C")
    phone = models.TextField()
    phone_normalised = models.TextField(db_collation="C")
    email = models.TextField()
    email_normalised = models.TextField(db_collation="C")
    preferred = models.TextField()
    faults = models.JSONField(null=True)
    customer_id = models.BigIntegerField(null=True)
    contact_person_id = models.BigIntegerField(null=True)
    position_type_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_contact_person"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
