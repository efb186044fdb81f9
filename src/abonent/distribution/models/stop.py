"""The stop: which stretches have a door, and where in the walk it comes."""

from __future__ import annotations

from django.db import models

from abonent.customers.models import Place
from abonent.distribution.models.stretch import RouteStretch


class RouteStop(models.Model):
    """That a stretch has the door of a place, and where in the walk of its route: stops of a route in the order of `position`.

    Kept by `forget_stops` and `write_stops` as the view `route_match` says, for places that papers go to. On which days, the stretch
    says; which of several stretches of a door counts on a day, `route_of_doors` does.
    """

    pk = models.CompositePrimaryKey("place_id", "stretch_id")
    place = models.ForeignKey(Place, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    stretch = models.ForeignKey(RouteStretch, models.CASCADE, related_name="stops", db_constraint=False)
    position = models.TextField(db_collation="C")

    class Meta:
        db_table = "route_stop"

    def __str__(self) -> str:
        return f"{self.stretch_id}/{self.place_id}"


class RouteMatch(models.Model):
    """A view: each place with each stretch that has its door, and its position in the walk."""

    pk = models.CompositePrimaryKey("place_id", "stretch_id")
    place = models.ForeignKey(Place, models.DO_NOTHING, related_name="+", db_constraint=False)
    stretch = models.ForeignKey(RouteStretch, models.DO_NOTHING, related_name="+", db_constraint=False)
    position = models.TextField()

    class Meta:
        db_table = "route_match"
        managed = False

    def __str__(self) -> str:
        return f"{self.stretch_id}/{self.place_id}"
