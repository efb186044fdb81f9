"""End a subscription with the terms that are sold, and take that back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.editions.models.lead_time import STOP
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.subscriptions.models import Cancellation, Expiry, StopReason, Subscription
from abonent.subscriptions.operations.promises import affected, record_promise


class CannotCancel(Refusal):
    """A subscription that cannot be ended as asked."""

    sentences = {
        "cancellation.exists": _("The subscription is cancelled already; it ends on %(day)s."),
        "cancellation.within_sold_terms": _("The subscription is paid for until %(day)s and can end then at the earliest."),
        "cancellation.withdrawn": _("The cancellation is taken back already."),
    }


def cancel_subscription(
    *, subscription: Subscription, reason: StopReason, actor: StaffUser | None, today: date, from_on: date | None = None, remark: str = ""
) -> Cancellation:
    """Let no further term begin from a day on; by default when the terms that are sold end. Can be undone until then."""
    with transaction.atomic():
        clock.hand_over()
        expiry = lock(subscription)
        standing = Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).first()
        if standing:
            raise CannotCancel("cancellation.exists", day=standing.from_on)
        if from_on and from_on < expiry.expires_on:
            raise CannotCancel("cancellation.within_sold_terms", day=expiry.expires_on)
        cancellation = Cancellation.objects.create(
            subscription=subscription, from_on=from_on or expiry.expires_on, reason=reason, remark=remark, cancelled_by=actor
        )
        act = record_act(
            actor=actor,
            verb="cancel_subscription",
            subject_kind="subscription",
            subject_ids=[subscription.pk],
            inverse={"verb": "withdraw_cancellation", "cancellation": cancellation.pk},
        )
        first = affected(subscription, STOP, on_or_after=cancellation.from_on)
        record_promise(act=act, subscription=subscription, change=STOP, first=first)
    return cancellation


def withdraw_cancellation(*, cancellation: Cancellation, actor: StaffUser | None, today: date) -> Cancellation:
    """Let the subscription go on; the renewal run catches up with what was due meanwhile."""
    with transaction.atomic():
        clock.hand_over()
        lock(cancellation.subscription)
        locked = Cancellation.objects.select_for_update().get(pk=cancellation.pk)
        if locked.withdrawn_at is not None:
            raise CannotCancel("cancellation.withdrawn")
        locked.withdrawn_by = actor
        locked.withdrawn_at = clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record_act(actor=actor, verb="withdraw_cancellation", subject_kind="subscription", subject_ids=[cancellation.subscription_id])
    return locked


def lock(subscription: Subscription) -> Expiry:
    """Keep the renewal run and other people off the subscription until the transaction ends."""
    return Expiry.objects.select_for_update().get(subscription=subscription)
