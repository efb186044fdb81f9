"""Notes from files: the keys they are known again by, and their rows between reading and promotion."""

from __future__ import annotations

from django.db import models

from abonent.correspondence.models.interaction import Interaction


class InteractionKey(models.Model):
    """The key by which another system knows a note or contact; a file's row is known again by it."""

    source = models.CharField(max_length=40)
    key = models.CharField(max_length=60, db_collation="C")
    interaction = models.ForeignKey(Interaction, models.CASCADE, related_name="keys")

    class Meta:
        db_table = "interaction_key"
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="interaction_key_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


class StagedNote(models.Model):
    """One row of a file of notes, as the reader in the child process left it, and what it comes to. Unlogged, deleted with the batch.

    `customer_source` is empty where the customer's key is of the file's own system. `said_at` is a moment of the time zone `zone`, or
    has an offset of its own. Matched, the row says whose note it is, which one - a new one has an id that nobody has yet -, when it was,
    the colleague who wrote it if he is one, and the outcome: new, changed or same.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    customer_source = models.TextField()
    customer_key = models.TextField(db_collation="C")
    key = models.TextField(db_collation="C")
    kind = models.TextField()
    direction = models.TextField()
    said_at = models.TextField()
    zone = models.TextField()
    author = models.TextField()
    subject = models.TextField()
    body = models.TextField()
    faults = models.JSONField(null=True)
    customer_id = models.BigIntegerField(null=True)
    interaction_id = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField(null=True)
    recorded_by_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_note"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
