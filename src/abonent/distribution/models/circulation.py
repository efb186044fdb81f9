"""By which shares of the full price a company's circulation is told apart."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.organisation.models import LegalEntity

# Where a company has said nothing: seventy percent, half of the full price, and less.
USUAL = (70, 50)


@keep_history(of="price_classes")
class PriceClasses(models.Model):
    """The classes that the bureau of a company's country counts by: each begins with a percent of the full price, highest first."""

    entity = models.OneToOneField(LegalEntity, models.PROTECT, related_name="price_classes")
    from_percents = ArrayField(models.PositiveSmallIntegerField(), size=6)

    class Meta:
        db_table = "price_classes"
        constraints = [models.CheckConstraint(condition=Q(from_percents__len__gte=1), name="price_classes_are_some")]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.from_percents}"
