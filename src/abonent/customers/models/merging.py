"""That two records are one person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from abonent.customers.models.customers import Customer
from abonent.kit.models import ClockNow
from abonent.runs.models import Run


class Merges(models.QuerySet["CustomerMerge"]):
    """Words for sets of merges."""

    def standing(self) -> Merges:
        """Those that nobody has undone."""
        return self.filter(undone_at=None)

    def of(self, customer: Customer) -> Merges:
        """Those that made a customer who he is, and those of his that were undone: his history for ever."""
        if not customer.was_ever_merged:
            return self.none()
        undone = Q(undone_at__isnull=False)
        return self.filter(Q(undone_at=None, merged__canonical=customer) | (undone & (Q(kept=customer) | Q(merged=customer))))


class CustomerMerge(models.Model):
    """That a record stands for the same customer as another, which is kept; no row of either changes hands.

    `choices` is what the kept record took over: field -> what it said before and after, so that un-merge can give it back.
    """

    kept = models.ForeignKey(Customer, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Customer, models.PROTECT, related_name="merges_away")
    choices = models.JSONField(default=dict)
    merged_at = models.DateTimeField(db_default=ClockNow())
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="empty: the system")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+", help_text="empty: a person merged the two")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = Merges.as_manager()

    class Meta:
        db_table = "customer_merge"
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="customer_merged_once"),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="customer_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
