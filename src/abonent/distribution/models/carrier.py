"""The carrier: who walks a route."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from abonent.access.history import keep_history
from abonent.organisation.models import LegalEntity


@keep_history(of="carrier")
class Carrier(models.Model):
    """Somebody who brings copies to doors, by his number; from the day he is gone he is given no route any more."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="carriers")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    gone_from = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "carrier"
        ordering = ["entity", "name"]
        constraints = [models.UniqueConstraint(fields=["entity", "number"], name="carrier_number_once")]

    def __str__(self) -> str:
        return self.name
