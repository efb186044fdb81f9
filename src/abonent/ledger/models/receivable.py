"""What customers owe."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models.posted import posted_row_triggers
from abonent.organisation.models import LegalEntity


class Receivable(models.Model):
    """A claim on a customer: an invoice, a fee, interest, a deposit or an imported balance.

    `reference` is in its normal form (`rules.references.normalise`): that of an RF reference is its national part, since payers and
    banks turn one into the other. Positive amounts are owed to us; a credit note opens a negative one, which is allocated like a payment.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    opened_on = models.DateField()
    due_on = models.DateField()
    reference = models.CharField(max_length=35, help_text="bare payment reference, without spaces")
    source_kind = models.CharField(max_length=20, help_text="invoice, credit_note, claim, deposit, write_off, imported")
    document_number = models.CharField(max_length=30, help_text="what the customer knows it by")
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "receivable"
        indexes = [
            models.Index(fields=["reference"], name="receivable_by_reference"),
            models.Index(fields=["document_number"], name="receivable_by_number"),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return self.document_number


class OpenReceivable(models.Model):
    """The worklist of what is not settled. Born with its receivable; the trigger on `allocation` moves it and takes it away.

    `full_amount` repeats the receivable's amount so that the constraint can say that no item is settled beyond it.
    """

    receivable = models.OneToOneField(Receivable, models.CASCADE, primary_key=True, related_name="open", db_constraint=False)
    full_amount = models.DecimalField(max_digits=14, decimal_places=2)
    open_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "open_receivable"
        constraints = [
            models.CheckConstraint(
                condition=~Q(open_amount=0)
                & Q(open_amount__gte=Least(F("full_amount"), 0))
                & Q(open_amount__lte=Greatest(F("full_amount"), 0)),
                name="open_receivable_within_its_amount",
            )
        ]

    def __str__(self) -> str:
        return str(self.receivable_id)


class WriteOff(models.Model):
    """That somebody gave up (part of) an item. `credit` is the negative receivable that settles it."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="write_offs", db_constraint=False)
    credit = models.OneToOneField(Receivable, models.PROTECT, related_name="+", db_constraint=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=200)
    written_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    written_off_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "write_off"

    def __str__(self) -> str:
        return f"{self.amount} of {self.receivable_id}"
