"""The depot: where carriers fetch their copies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.organisation.models import LegalEntity


@keep_history(of="depot")
class Depot(models.Model):
    """Where the copies of some routes are put down and fetched; on the map where it lies, if anybody has said so."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="depots")
    name = models.CharField(max_length=60)
    town = models.CharField(max_length=60, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        db_table = "depot"
        ordering = ["entity", "name"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "name"], name="depot_name_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="depot_on_earth_or_not_said",
            ),
        ]

    def __str__(self) -> str:
        return self.name
