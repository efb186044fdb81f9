"""Which records may be the same customer, and which are not."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from abonent.customers.models.customers import Customer
from abonent.kit.models import ClockNow


class ToldApart(models.Model):
    """That somebody looked at two records and said that they are two customers; they are never proposed again."""

    one = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    other = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    told_at = models.DateTimeField(db_default=ClockNow())
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "told_apart"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="told_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"


class DuplicatePlan(models.Model):
    """Two records that a run takes for one customer: how sure it is, and why.

    `kept` is the older. `reasons` are code, points and value each; the points make the score. `ground` is the hash of what the
    two records said: a pair that says something else by now is left out of the commit.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run_id = models.BigIntegerField()
    ordinal = models.IntegerField()
    kept = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    merged = models.ForeignKey(
        Customer,
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="empty: somebody who is being typed and not yet registered",
    )
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    ground = models.UUIDField()

    class Meta:
        db_table = "duplicate_plan"

    def __str__(self) -> str:
        return f"{self.kept_id} and {self.merged_id}: {self.score}"
