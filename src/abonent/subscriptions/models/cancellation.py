"""That a subscription ends, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription


class StopReason(models.Model):
    """Why a subscriber stops, in the publisher's own words."""

    code = models.SlugField(max_length=30, primary_key=True)
    name = models.JSONField(help_text="language -> text")

    class Meta:
        db_table = "stop_reason"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Cancellation(models.Model):
    """From `from_on` no further term begins. Taken back, the row stays and says by whom and when."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="cancellations", db_index=False)
    from_on = models.DateField()
    reason = models.ForeignKey(StopReason, models.PROTECT, related_name="+")
    remark = models.CharField(max_length=200, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cancellation"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription"], condition=Q(withdrawn_at__isnull=True), name="cancellation_one_at_a_time")
        ]
        indexes = [models.Index(fields=["subscription"], name="cancellation_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.from_on}"
