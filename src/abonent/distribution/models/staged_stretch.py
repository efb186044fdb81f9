"""Rows of a street register between reading and promotion: unlogged, deleted when the batch is done."""

from __future__ import annotations

from django.db import models


class StagedStretch(models.Model):
    """One row of a street register, as the reader in the child process left it, and what it comes to.

    With `number` the row is one door, else a street, a side of it or a part, or a postal code. `weekdays`, `method` and `depot` are those of
    its route. Matched, it says which route that is, which stretch has exactly these doors now, the id that a new one gets, and the outcome:
    new, changed or same. A stretch that only comes elsewhere in the walk is changed and gets no new id.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    company = models.TextField()
    route = models.TextField()
    country = models.TextField()
    postal_code = models.TextField()
    town = models.TextField()
    street = models.TextField()
    side = models.TextField()
    from_number = models.TextField()
    to_number = models.TextField()
    number = models.TextField()
    staircase = models.TextField()
    flat = models.TextField()
    direction = models.TextField()
    ordinal = models.TextField()
    weekdays = models.TextField()
    method = models.TextField()
    depot = models.TextField()
    begins = models.TextField()
    whole = models.TextField()
    new_routes = models.TextField()
    faults = models.JSONField(null=True)
    route_id = models.BigIntegerField(null=True)
    stretch_id = models.BigIntegerField(null=True)
    new_id = models.BigIntegerField(null=True)
    outcome = models.TextField(db_default="")

    class Meta:
        db_table = "staged_stretch"

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"


class DescribedStretch(models.Model):
    """A view: what each staged row of a street register means - its route, its door, what it is looked up by - as the register knows it now.

    A route is known by its number among the companies that whoever brought the file works for. `same_doors` compares rows of a file, also
    of doors that are no place yet; `finds` is what the table of stretches has, NULL for those.
    """

    pk = models.CompositePrimaryKey("batch_id", "line")
    batch_id = models.BigIntegerField()
    line = models.IntegerField()
    companies = models.IntegerField()
    routes = models.IntegerField()
    route_id = models.BigIntegerField(null=True)
    entity_id = models.BigIntegerField(null=True)
    delivery_method = models.TextField()
    weekdays = models.IntegerField()
    depot_id = models.BigIntegerField(null=True)
    place_id = models.BigIntegerField(null=True)
    same_doors = models.TextField()
    finds = models.TextField(null=True)

    class Meta:
        db_table = "described_stretch"
        managed = False

    def __str__(self) -> str:
        return f"{self.batch_id} {self.line}"
