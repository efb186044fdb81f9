"""Whether an order may carry a promotion, and what becomes of one that is a trial."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from abonent.access.models import StaffUser
from abonent.catalog.models import Promotion
from abonent.customers.models import Customer
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Cancellation, Expiry, Subscription
from abonent.subscriptions.operations.entitle import entitle
from abonent.subscriptions.operations.stop_reasons import own_reason
from abonent.subscriptions.queries import held_by
from abonent.ui import wording

if TYPE_CHECKING:
    from abonent.subscriptions.operations.start import Order

TRIAL_ENDED = "trial_ended"


def why_not_promoted(order: Order, promotion: Promotion, today: date) -> tuple[str, dict[str, Any]] | None:
    """Why the order may not carry the promotion, as code and parameters; None if it may."""
    said = {"promotion": promotion.code}
    sold = (promotion.price_list_id, promotion.term_kind, promotion.term_unit, promotion.term_length)
    asked = (order.price_list.pk, order.term_kind, order.term_unit, order.term_length)
    if sold != asked or not promotion.products.filter(product=order.product).exists():
        return "subscription.other_promotion", said
    during = promotion.ordered_during
    if today < during.lower:
        return "subscription.promotion_not_open", {**said, "first": _day(during.lower, today)}
    if during.upper and during.upper <= today:
        return "subscription.promotion_over", {**said, "last": _day(during.upper - timedelta(days=1), today)}
    if promotion.sales_channels and order.sales_channel not in promotion.sales_channels:
        return "subscription.promotion_other_channel", said
    if not _is_for(promotion, order.subscriber, today):
        return f"subscription.promotion_for_{promotion.for_whom}", {**said, "name": order.subscriber.name}
    return None


def end_trials(subscriptions: Sequence[Subscription], *, actor: StaffUser | None) -> None:
    """Let the trials among these end with their one term. Undone, such a one goes on at the list price."""
    end_by_themselves([one.pk for one in subscriptions if one.promotion and one.promotion.then_ends], actor=actor)


def end_by_themselves(subscriptions: Sequence[int], *, actor: StaffUser | None) -> None:
    """Let trials and gifts end with the terms that are sold, those of them that nobody has ended yet."""
    going_on = Expiry.objects.filter(subscription__in=subscriptions).exclude(
        subscription__in=Cancellation.objects.filter(subscription__in=subscriptions, withdrawn_at=None).values("subscription")
    )
    if not subscriptions:
        return
    reason = own_reason(TRIAL_ENDED)
    for expiry in going_on.order_by("subscription_id"):
        cancellation = Cancellation.objects.create(
            subscription_id=expiry.subscription_id, from_on=expiry.expires_on, reason=reason, cancelled_by=actor
        )
        record_act(
            actor=actor,
            verb="cancel_subscription",
            subject_kind="subscription",
            subject_ids=[expiry.subscription_id],
            inverse={"verb": "withdraw_cancellation", "cancellation": cancellation.pk},
        )
    # What ends by itself has no grace, in which it was to be read a moment ago.
    entitle(subscriptions=subscriptions)


def _is_for(promotion: Promotion, subscriber: Customer, today: date) -> bool:
    """Whether it is for somebody with this past, under whichever record it was."""
    if promotion.for_whom == Promotion.EVERYBODY:
        return True
    merged = list(Customer.objects.filter(canonical=subscriber.canonical_id).values_list("pk", flat=True))
    had = Subscription.objects.filter(held_by(merged), entity=promotion.price_list.entity_id)
    if promotion.for_whom == Promotion.NEW:
        return not had.exists()
    return had.exists() and not had.filter(expiry__expires_on__gt=today).exists()


def _day(day: date, today: date) -> str:
    return wording.day(day, today, get_language() or "en")
