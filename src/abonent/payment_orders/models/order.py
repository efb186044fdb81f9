"""How a company orders payments, the orders, and their files."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.company.models import BankAccount
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run


class PaymentOrderTerms(models.Model):
    """From which account a company pays back, in which format, and from which sum on a run does it. Without a row: as is usual."""

    entity = models.OneToOneField(LegalEntity, models.PROTECT, primary_key=True, related_name="payment_order_terms")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+", db_index=False)
    layout = models.CharField(max_length=20)
    least_refund = models.DecimalField(
        max_digits=14, decimal_places=2, help_text="what a run pays back at least; one by hand is of any sum"
    )

    class Meta:
        db_table = "payment_order_terms"
        constraints = [models.CheckConstraint(condition=Q(least_refund__gt=0), name="payment_order_terms_least_is_something")]

    def __str__(self) -> str:
        return self.layout


class PaymentOrders(models.QuerySet["PaymentOrder"]):
    """Words for sets of orders."""

    def standing(self) -> PaymentOrders:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class PaymentOrder(models.Model):
    """What we ask our bank to do in one file: pay refunds from an account of ours on a day, or collect what payers owe.

    Its file is written once and kept: whoever fetches it again gets the same bytes. Once it was fetched, the order stays.
    """

    class Kind(models.TextChoices):
        REFUNDS = "refunds", _("Refunds")
        DIRECT_DEBIT = "direct_debit", _("Direct debit")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    run = models.ForeignKey(Run, models.PROTECT, related_name="payment_orders", db_index=False)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="payment_orders", db_index=False)
    number = models.PositiveIntegerField(help_text="of this entity, from 1")
    layout = models.CharField(max_length=20)
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="+", db_index=False)
    execute_on = models.DateField()
    currency = models.CharField(max_length=3)
    pieces = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = PaymentOrders.as_manager()

    class Meta:
        db_table = "payment_order"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="payment_order_number_once"),
            models.UniqueConstraint(fields=["run", "layout", "execute_on"], name="payment_order_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=["refunds", "direct_debit"]), name="payment_order_kind_known"),
            models.CheckConstraint(condition=Q(pieces__gte=1, amount__gt=0), name="payment_order_of_something"),
        ]
        triggers = [pgtrigger.Protect(name="is_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entity_id}/{self.number}"

    @property
    def message_id(self) -> str:
        """What the bank knows it by: it stands in the file, and in what the bank answers."""
        return f"{self.entity.code}-{self.number:06}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("payment_orders:payment_order", args=[self.pk])


class PaymentOrderFile(models.Model):
    """The file of an order."""

    order = models.OneToOneField(PaymentOrder, models.PROTECT, primary_key=True, related_name="file")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=ClockNow())
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "payment_order_file"

    def __str__(self) -> str:
        return f"{self.order_id}"
