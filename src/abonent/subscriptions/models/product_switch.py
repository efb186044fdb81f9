"""That a subscription goes over to another product or another way of delivery."""

from __future__ import annotations

from django.db import models

from abonent.subscriptions.models.cancellation import Cancellation
from abonent.subscriptions.models.subscription import Subscription


class ProductSwitch(models.Model):
    """One subscription ends by `cancellation`, and its `successor` begins on the first day without: they are one act.

    Who did it and when, and whether it is taken back, is said by the cancellation.
    """

    cancellation = models.OneToOneField(Cancellation, models.PROTECT, related_name="product_switch")
    successor = models.OneToOneField(Subscription, models.PROTECT, related_name="switched_from")

    class Meta:
        db_table = "product_switch"

    def __str__(self) -> str:
        return f"{self.cancellation_id} {self.successor_id}"
