"""Take a whole order back: none of its lines comes, and what was charged for them is charged no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.subscriptions.models import Cancellation, Subscription
from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.stop_reasons import own_reason

ORDER_TAKEN_BACK = "taken_back"


def take_order_back(*, subscriptions: Sequence[int], actor: StaffUser | None, today: date) -> None:
    """End each line on its first day, all or none; refused once a paper can no longer be stopped. Each can be let go on again."""
    with transaction.atomic():
        clock.hand_over()
        reason = own_reason(ORDER_TAKEN_BACK)
        lines = Subscription.objects.select_related("product__entity", "price_list").filter(pk__in=subscriptions)
        for line in lines.order_by("pk"):
            for standing in Cancellation.objects.filter(subscription=line, withdrawn_at=None):
                withdraw_cancellation(cancellation=standing, actor=actor, today=today)
            cancel_subscription(subscription=line, reason=reason, actor=actor, today=today, from_on=line.started_on)
