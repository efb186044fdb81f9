"""Money that customers get back: planned, ordered, taken back before it left."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer, CustomerBankAccount
from abonent.kit.models import ClockNow
from abonent.ledger.models import Payment, Receivable
from abonent.ledger.models.posted import posted_row_triggers
from abonent.ledger.rules.references import payout_reference
from abonent.payment_orders.models.order import PaymentOrder
from abonent.runs.models import Run

# Where the account of a payee is known from.
REGISTER, PAYMENT = "register", "payment"


class PlannedRefund(models.Model):
    """What a run would pay back to a customer, and to which account.

    `balance` is the row's ground: all that he had to his credit when it was planned. The ids of what will be written are taken with the plan,
    so that every statement of the commit knows them.
    """

    KNOWN_FROM = [(REGISTER, _("Entered for the customer")), (PAYMENT, _("The customer paid from it"))]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    customer = models.ForeignKey(Customer, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    balance = models.DecimalField(max_digits=14, decimal_places=2)
    scheme = models.CharField(max_length=8, choices=CustomerBankAccount.Scheme.choices)
    account_number = models.CharField(max_length=34)
    known_from = models.CharField(max_length=8, choices=KNOWN_FROM)
    payment_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    is_held_back = models.BooleanField(db_default=False)

    class Meta:
        db_table = "planned_refund"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class PlannedRefundSource(models.Model):
    """Which of the customer's money a planned refund is taken from: a payment on account, or a credit note. `expected_open` is its ground."""

    pk = models.CompositePrimaryKey("run_id", "ordinal", "position")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    position = models.IntegerField()
    payment = models.ForeignKey(Payment, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    credit = models.ForeignKey(Receivable, models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    expected_open = models.DecimalField(max_digits=14, decimal_places=2)
    allocation_id = models.BigIntegerField()

    class Meta:
        db_table = "planned_refund_source"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}/{self.position}"


class Refunds(models.QuerySet["Refund"]):
    """Words for sets of refunds."""

    def with_reference(self) -> Refunds:
        """Each with its `reference`, as the bank names it where it sends the money back."""
        return self.annotate(reference=Concat(Value(payout_reference("")), Cast("payment", models.CharField())))


class Refund(models.Model):
    """That money goes back to a customer: the payment that it is in the ledger, the order it left with, and to whom, as it was then."""

    payment = models.OneToOneField(Payment, models.PROTECT, primary_key=True, related_name="refund", db_constraint=False)
    order = models.ForeignKey(PaymentOrder, models.PROTECT, related_name="refunds")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    scheme = models.CharField(max_length=8, choices=CustomerBankAccount.Scheme.choices)
    account_number = models.CharField(max_length=34)
    known_from = models.CharField(max_length=8, choices=PlannedRefund.KNOWN_FROM)
    payee = models.CharField(max_length=140)
    street = models.CharField(max_length=140, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2)

    objects = Refunds.as_manager()

    class Meta:
        db_table = "refund"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="refund_of_something")]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.amount} {self.payee}"


class WithdrawnRefund(models.Model):
    """That a refund was taken back before its order left. `payment` is the one that stands for the money that never went."""

    refund = models.OneToOneField(Refund, models.PROTECT, primary_key=True, related_name="withdrawal")
    payment_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    withdrawn_on = models.DateField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "withdrawn_refund"
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.refund_id}"
