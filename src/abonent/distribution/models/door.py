"""The register of doors: behind which places people live, where they lie, and who says no to what nobody asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.customers.models import Place


@keep_history(of="door")
class Door(models.Model):
    """That households live behind a place, whether anybody there subscribes or not; from a list of dwellings, or as carriers know it.

    `refuses` is what stands on the door: no advertising, nothing that is not addressed. Coordinates are in degrees, where somebody knows them.
    """

    place = models.OneToOneField(Place, models.PROTECT, primary_key=True, related_name="+")
    households = models.PositiveSmallIntegerField(default=1)
    refuses = models.BooleanField(default=False)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        db_table = "door"
        indexes = [models.Index(fields=["latitude", "longitude"], name="door_on_the_map")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="door_on_earth_or_not_said",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)
