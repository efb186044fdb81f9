"""The next invoice of a payer as it stands, to be compared with what a change makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from abonent.charges.models import OpenCharge
from abonent.subscriptions.models import Party, Subscription
from abonent.subscriptions.models.party import PAYER


@dataclass(frozen=True)
class NextInvoice:
    """What waits to be invoiced first: the day from which that is done, and what it comes to."""

    on: date | None
    amount: Decimal


def next_invoice_of(subscription: Subscription, today: date | None = None) -> NextInvoice:
    """What the payer is to be invoiced next by the company, whatever it is for; not before `today`, with all that is due by then."""
    payer = _payer_on(subscription, today) if today else subscription.payer_id
    waiting = OpenCharge.objects.filter(charge__payer=payer, charge__entity=subscription.entity_id, due_on__isnull=False)
    first = waiting.filter(charge__amount__gt=0).order_by("due_on").first()
    if first is None or first.due_on is None:
        return NextInvoice(None, waiting.aggregate(sum=Sum("charge__amount"))["sum"] or Decimal(0))
    made_on = max(first.due_on, today or first.due_on)
    return NextInvoice(made_on, waiting.filter(due_on__lte=made_on).aggregate(sum=Sum("charge__amount"))["sum"])


def _payer_on(subscription: Subscription, day: date) -> int:
    """Who pays on a day; `subscription.payer` may be one who begins to later."""
    paying = Party.objects.filter(subscription=subscription, role=PAYER, withdrawn_at=None, during__contains=day)
    found: int | None = paying.values_list("customer_id", flat=True).first()
    return found or subscription.payer_id
