"""That an order was taken above the credit limit of its payer."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription


class CreditException(models.Model):
    """Why an order was taken although its payer went over his credit limit: the limit and what he used of it then, and what was added.

    `adds` is what all that was ordered with it came to. Kept for good, also when the limit changes.
    """

    subscription = models.OneToOneField(Subscription, models.PROTECT, related_name="credit_exception")
    credit_limit = models.DecimalField(max_digits=14, decimal_places=2)
    used = models.DecimalField(max_digits=14, decimal_places=2)
    adds = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    allowed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    allowed_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "credit_exception"

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.adds} {self.currency}"
