"""What customers paid, and which items it settled."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models.posted import posted_row_triggers
from abonent.ledger.models.receivable import Receivable
from abonent.organisation.models import LegalEntity


class Payment(models.Model):
    """Money received from (positive) or given back to (negative) a customer. What is not allocated is on account.

    A bank line may be split between customers; its payments then sum to it. `returns` is the payment that the bank
    took back or that a person withdrew.
    """

    METHODS = [("bank", _("Bank")), ("cash", _("Cash")), ("card", _("Card")), ("manual", _("By hand"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    received_on = models.DateField()
    method = models.CharField(max_length=10, choices=METHODS)
    bank_line = models.ForeignKey("BankLine", models.PROTECT, null=True, related_name="payments", db_constraint=False)
    returns = models.ForeignKey("self", models.PROTECT, null=True, related_name="returned_by", db_constraint=False, db_index=False)
    remark = models.CharField(max_length=200, blank=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    booked_at = models.DateTimeField(db_default=ClockNow())
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "payment"
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="payment_of_something"),
            models.CheckConstraint(condition=Q(method__in=["bank", "cash", "card", "manual"]), name="payment_method_known"),
            models.CheckConstraint(condition=Q(returns__isnull=True) | Q(amount__lt=0), name="payment_return_is_negative"),
            models.UniqueConstraint(fields=["returns"], condition=Q(returns__isnull=False), name="payment_returned_once"),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class OpenPayment(models.Model):
    """The worklist of payments with money on account (or, negative, given back without a cause yet).

    Born with its payment; the trigger on `allocation` moves it and takes it away.
    """

    payment = models.OneToOneField(Payment, models.CASCADE, primary_key=True, related_name="open", db_constraint=False)
    full_amount = models.DecimalField(max_digits=14, decimal_places=2)
    open_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "open_payment"
        constraints = [
            models.CheckConstraint(
                condition=~Q(open_amount=0)
                & Q(open_amount__gte=Least(F("full_amount"), 0))
                & Q(open_amount__lte=Greatest(F("full_amount"), 0)),
                name="open_payment_within_its_amount",
            )
        ]

    def __str__(self) -> str:
        return str(self.payment_id)


class Allocation(models.Model):
    """That part of a payment (or of a credit) settles a receivable (or covers a payout). Undone by its negative.

    From exactly one of `payment` and `credit` (a negative receivable), to exactly one of `receivable` and `payout`
    (a negative payment). `reason` is a code and parameters: why this item.
    """

    receivable = models.ForeignKey(Receivable, models.PROTECT, null=True, related_name="allocations", db_constraint=False)
    payout = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="allocations", db_constraint=False)
    credit = models.ForeignKey(
        Receivable, models.PROTECT, null=True, related_name="credit_allocations", db_constraint=False, db_index=False
    )
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    allocated_on = models.DateField()
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversed_by", db_constraint=False, db_index=False)
    reason = models.JSONField()
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "allocation"
        constraints = [
            models.CheckConstraint(condition=Q(payment__isnull=False) ^ Q(credit__isnull=False), name="allocation_from_one_place"),
            models.CheckConstraint(condition=Q(receivable__isnull=False) ^ Q(payout__isnull=False), name="allocation_to_one_place"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, reverses__isnull=True) | Q(amount__lt=0, reverses__isnull=False),
                name="allocation_negative_reverses",
            ),
            models.UniqueConstraint(fields=["reverses"], condition=Q(reverses__isnull=False), name="allocation_reversed_once"),
        ]
        indexes = [
            models.Index(fields=["payout"], condition=Q(payout__isnull=False), name="allocation_by_payout"),
            models.Index(fields=["credit"], condition=Q(credit__isnull=False), name="allocation_by_credit"),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.amount} -> {self.receivable_id or self.payout_id}"
