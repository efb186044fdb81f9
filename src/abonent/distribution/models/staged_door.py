"""Rows of a register of doors between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models

from abonent.customers.models.addresses import DOOR_PARTS, DoorOf


class StagedDoor(models.Model):
    """One row of a list of dwellings, as the reader in the child process left it, and what it comes to: new, changed or same."""

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    country = models.TextField()
    postal_code = models.TextField()
    town = models.TextField()
    street = models.TextField()
    number = models.TextField()
    staircase = models.TextField()
    flat = models.TextField()
    households = models.TextField()
    refuses = models.TextField()
    latitude = models.TextField()
    longitude = models.TextField()
    faults = models.JSONField(null=True)
    door = models.GeneratedField(expression=DoorOf(*DOOR_PARTS), output_field=models.UUIDField(), db_persist=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_door"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
