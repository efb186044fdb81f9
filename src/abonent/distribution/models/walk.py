"""The walk: who brought what of a list by which route, as it was frozen. What carriers are paid for."""

from __future__ import annotations

import pgtrigger
from django.db import models

from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.freezing import FrozenList
from abonent.distribution.models.route import Route


class FrozenWalk(models.Model):
    """The doors and copies of a route once a list is written, those of the lists before it with them; nobody where no carrier was booked.

    An addendum has a walk of every route of its issue, so the latest list says how it stands.
    """

    pk = models.CompositePrimaryKey("list_id", "route_id")
    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="walks", db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, related_name="+", db_index=False)
    carrier = models.ForeignKey(Carrier, models.PROTECT, null=True, related_name="+", db_index=False)
    doors = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()

    class Meta:
        db_table = "frozen_walk"
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.route_id}"
