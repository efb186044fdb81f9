"""A document that looks like an invoice and claims nothing."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from abonent.billing.models.invoice import Invoice
from abonent.company.models import NumberSeries
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity, Unit


class ProForma(models.Model):
    """What the open charges of a payer would be invoiced as: with a number of its own, and nothing in the ledger.

    The charges stay open. It is turned into an invoice by billing them, so once and to the cent; which invoice that was, its lines tell.
    The id was taken with the plan, like that of an invoice.
    """

    id = models.BigIntegerField(primary_key=True)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="+", db_index=False)
    number = models.BigIntegerField()
    document_number = models.CharField(max_length=30)
    payer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=5)
    issued_on = models.DateField()
    valid_until = models.DateField()
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    rounding = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    language = models.CharField(max_length=2)
    seller = models.JSONField()
    buyer = models.JSONField()
    run_id = models.BigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)

    # What an invoice may be and this is not.
    is_credit_note, credits = False, None

    class Meta:
        db_table = "pro_forma"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="pro_forma_number_once"),
            models.CheckConstraint(condition=Q(gross=F("net") + F("vat")) & Q(total=F("gross") + F("rounding")), name="pro_forma_adds_up"),
        ]

    def __str__(self) -> str:
        return self.document_number

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:pro_forma", args=[self.pk])

    def has_expired(self, today: date) -> bool:
        """Whether it is too late to say yes to it."""
        return self.valid_until < today

    @property
    def charges(self) -> list[int]:
        """What is billed when it is turned into an invoice."""
        return sorted(set(self.lines.values_list("charge_id", flat=True)))

    @property
    def invoice(self) -> Invoice | None:
        """The invoice that it became."""
        return Invoice.objects.filter(lines__charge__in=self.charges, kind=Invoice.INVOICE).order_by("pk").first()


class ProFormaLine(models.Model):
    """A component of a charge as it would be billed; its columns are those of the invoice line."""

    pk = models.CompositePrimaryKey("pro_forma_id", "ordinal")
    pro_forma = models.ForeignKey(ProForma, models.CASCADE, related_name="lines", db_index=False)
    ordinal = models.SmallIntegerField()
    charge_id = models.BigIntegerField(db_index=True)
    description = models.JSONField()
    during = DateRangeField(null=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    rate = models.DecimalField(max_digits=6, decimal_places=5)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)

    credited_invoice_id = None

    class Meta:
        db_table = "pro_forma_line"

    def __str__(self) -> str:
        return f"{self.pro_forma_id}/{self.ordinal}"
