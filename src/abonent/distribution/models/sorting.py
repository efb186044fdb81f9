"""How copies are sorted and handed over: the sort profile, and the rule of an edition and a way of delivery."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from abonent.access.history import keep_history
from abonent.catalog.models import Edition
from abonent.editions.models.lead_time import DELIVERY_METHODS
from abonent.organisation.models import LegalEntity
from abonent.ui.lists.reader import present_reader

PRINTED_WAYS = [(code, label) for code, label in DELIVERY_METHODS if code != "electronic"]


@keep_history(of="sort_profile")
class SortProfile(models.Model):
    """In which order copies come, how they are bundled, and how the file about them looks; `definition` as `rules.sort_profile` reads it."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="sort_profiles")
    name = models.JSONField()
    definition = models.JSONField()
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "sort_profile"
        ordering = ["id"]

    def __str__(self) -> str:
        from abonent.kit.names import name_in

        return name_in(self.name, present_reader().language)

    @property
    def url(self) -> str:
        """Where it is looked at and changed."""
        return reverse("distribution:sort_profile", args=[self.pk])


@keep_history(of="hand_over")
class HandOver(models.Model):
    """How the copies of an edition that go one way are handed over; without a row, as is usual in the country of the company.

    Spares are so many percent of the copies, and at least `least_spares`; `pages` is how thick an issue usually is. With `by_itself` an
    issue is frozen at its cut-off without anybody asking.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="hand_overs")
    delivery_method = models.CharField(max_length=12, choices=PRINTED_WAYS)
    profile = models.ForeignKey(SortProfile, models.PROTECT, null=True, blank=True, related_name="hand_overs")
    by_itself = models.BooleanField(default=False)
    spare_percent = models.DecimalField(max_digits=4, decimal_places=1, default=0, validators=[MaxValueValidator(50)])
    least_spares = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=32)

    class Meta:
        db_table = "hand_over"
        ordering = ["edition", "delivery_method"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "delivery_method"], name="hand_over_once"),
            models.CheckConstraint(condition=Q(delivery_method__in=["carrier", "post", "pick_up"]), name="hand_over_on_paper"),
            models.CheckConstraint(condition=Q(spare_percent__gte=0, spare_percent__lte=50), name="hand_over_spares_in_reason"),
            models.CheckConstraint(condition=Q(pages__gte=1), name="hand_over_of_some_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.delivery_method}"
