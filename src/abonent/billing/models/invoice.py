"""The posted document and its lines: written once, never changed."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.charges.models import Charge, PriceTrace
from abonent.company.models import NumberSeries
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models import Receivable
from abonent.ledger.models.posted import posted_row_triggers
from abonent.organisation.models import LegalEntity, Unit


class Invoice(models.Model):
    """A document born posted and numbered; its receivable and journal entry were written in the same transaction.

    `seller` (with the bank accounts) and `buyer` stand as they were that day, so that the row alone tells what was sent,
    twenty years on. `hash` is the sha256 of head, parties and lines, computed by the posting statement: a row changed
    behind the program's back is found. A gross document's lines carry the truth with VAT in them, a net document's
    without (`basis`).
    """

    INVOICE, CREDIT_NOTE = "invoice", "credit_note"
    KINDS = [(INVOICE, _("Invoice")), (CREDIT_NOTE, _("Credit note"))]

    public_id = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    number = models.BigIntegerField()
    document_number = models.CharField(max_length=30, help_text="the series' prefix and the number, as printed")
    kind = models.CharField(max_length=12, choices=KINDS)
    payer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=5)
    issued_on = models.DateField()
    due_on = models.DateField()
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    rounding = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    reference = models.CharField(max_length=35, help_text="bare payment reference, without spaces")
    receivable = models.OneToOneField(Receivable, models.PROTECT, related_name="+", db_constraint=False)
    credits = models.ForeignKey("self", models.PROTECT, null=True, related_name="credit_notes", db_constraint=False, db_index=False)
    language = models.CharField(max_length=2)
    channel = models.CharField(max_length=12)
    seller = models.JSONField()
    buyer = models.JSONField()
    hash = models.BinaryField(max_length=32)
    run_id = models.BigIntegerField()
    posted_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "invoice"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="invoice_number_once"),
            models.CheckConstraint(condition=Q(kind__in=["invoice", "credit_note"]), name="invoice_kind_known"),
            models.CheckConstraint(condition=Q(basis__in=["gross", "net"]), name="invoice_basis_known"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")) & Q(total=F("gross") + F("rounding")), name="invoice_adds_up"),
        ]
        indexes = [
            models.Index(fields=["payer", "id"], name="invoice_by_payer"),
            models.Index(fields=["credits"], name="invoice_by_credited", condition=Q(credits__isnull=False)),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return self.document_number

    @property
    def is_credit_note(self) -> bool:
        """Whether it takes back what an invoice billed."""
        return self.kind == self.CREDIT_NOTE

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:invoice", args=[self.pk])


class InvoiceLine(models.Model):
    """One component of a charge, billed; or the credit of a line, whole or in part, with its amounts negative.

    What a line says it says in codes (`description`), so that it is read in any language.
    """

    pk = models.CompositePrimaryKey("invoice_id", "ordinal")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    ordinal = models.SmallIntegerField()
    charge = models.ForeignKey(Charge, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    component_ordinal = models.SmallIntegerField(null=True)
    credited_invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    credited_ordinal = models.SmallIntegerField(null=True)
    description = models.JSONField()
    during = DateRangeField(null=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    rate = models.DecimalField(max_digits=6, decimal_places=5)
    tax_category = models.CharField(max_length=20)
    exemption = models.CharField(max_length=20, blank=True)
    revenue_class = models.CharField(max_length=30)
    deferred = models.BooleanField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    product_id = models.BigIntegerField(null=True)
    trace = models.ForeignKey(PriceTrace, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "invoice_line"
        constraints = [
            models.UniqueConstraint(
                fields=["charge", "component_ordinal"], condition=Q(charge__isnull=False), name="invoice_line_bills_once"
            ),
            models.CheckConstraint(
                condition=Q(charge__isnull=False) ^ Q(credited_invoice__isnull=False), name="invoice_line_bills_or_credits"
            ),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")), name="invoice_line_adds_up"),
        ]
        indexes = [
            models.Index(
                fields=["credited_invoice", "credited_ordinal"],
                name="invoice_line_by_credited",
                condition=Q(credited_invoice__isnull=False),
            )
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.invoice_id}/{self.ordinal}"
