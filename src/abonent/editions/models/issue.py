"""The issue: one dated publication of an edition."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.db.models.constraints import Deferrable

from abonent.catalog.models import Edition


class Issue(models.Model):
    """One dated publication of an edition, numbered within its year by day. Cut-offs are moments, frozen when they are set."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="issues")
    published_on = models.DateField()
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    print_cut_off_at = models.DateTimeField(null=True, blank=True)
    delivery_cut_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "issue"
        ordering = ["edition", "published_on"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "published_on"], name="issue_once_a_day"),
            models.UniqueConstraint(fields=["edition", "year", "number"], name="issue_number_once", deferrable=Deferrable.DEFERRED),
            models.CheckConstraint(condition=models.Q(year=F("published_on__year")), name="issue_of_its_year"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"
