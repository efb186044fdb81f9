"""Rows of a file of consents between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedConsent(models.Model):
    """One row of a file of consents, as the reader in the child process left it, and what it comes to.

    `channel`, `purpose`, `said` and `source` are the register's codes; `said_on` is a day or, where the file does not say, ''.
    Matched, it says whose consent it is, the id that a new one gets, and the outcome: new, changed or same.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    key = models.TextField(db_collation="C")
    channel = models.TextField()
    purpose = models.TextField()
    said = models.TextField()
    source = models.TextField()
    words = models.TextField()
    said_on = models.TextField()
    faults = models.JSONField(null=True)
    customer_id = models.BigIntegerField(null=True)
    consent_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_consent"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
