"""What a customer is invoiced again and again, the days on which it is due, and what was made of it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.catalog.models import Product, TaxCategory
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run


@keep_history(of="recurring_invoice")
class RecurringInvoice(models.Model):
    """What a customer is charged at an interval from a first day on, until a day or so many times.

    No row counts how far it has come: a day is due until a `Recurrence` of it stands, so that what is taken back is due again.
    From `indexed_from` on and each year after it the prices rise by `index_percent`. `covers` says which time an invoice pays for.
    """

    DAY, WEEK, MONTH = "day", "week", "month"
    UNITS = [(DAY, _("days")), (WEEK, _("weeks")), (MONTH, _("months"))]
    GROSS, NET = "gross", "net"
    BASES = [(NET, _("without VAT")), (GROSS, _("with VAT"))]
    AHEAD, BEHIND, NO_TIME = "ahead", "behind", ""
    COVERS = [
        (AHEAD, _("the time that begins with its day")),
        (BEHIND, _("the time that ends before its day")),
        (NO_TIME, pgettext_lazy("time that an invoice pays for", "no time")),
    ]

    INVOICE, PRO_FORMA = "invoice", "pro_forma"
    MAKES = [(INVOICE, _("invoices")), (PRO_FORMA, _("pro formas, invoiced once the payer says yes"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    payer = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=500, blank=True, help_text="stands under the first line of each invoice")
    basis = models.CharField(max_length=5, choices=BASES, default=NET)
    every_count = models.PositiveSmallIntegerField(default=1)
    every_unit = models.CharField(max_length=5, choices=UNITS, default=MONTH)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(null=True, blank=True)
    covers = models.CharField(max_length=6, choices=COVERS, default=AHEAD, blank=True)
    makes = models.CharField(max_length=9, choices=MAKES, default=INVOICE)
    index_percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    indexed_from = models.DateField(null=True, blank=True)
    sold_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, help_text="who agreed on it with the payer"
    )
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "recurring_invoice"
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(basis__in=["gross", "net"]), name="recurring_invoice_basis_known"),
            models.CheckConstraint(condition=Q(every_unit__in=["day", "week", "month"], every_count__gte=1), name="recurring_invoice_pace"),
            models.CheckConstraint(condition=Q(covers__in=["ahead", "behind", ""]), name="recurring_invoice_covers_known"),
            models.CheckConstraint(condition=Q(makes__in=["invoice", "pro_forma"]), name="recurring_invoice_makes_known"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="recurring_invoice_ends_after_start"),
            models.CheckConstraint(condition=Q(times=None) | Q(times__gte=1), name="recurring_invoice_some_times"),
            models.CheckConstraint(condition=Q(index_percent=0) | Q(indexed_from__isnull=False), name="recurring_invoice_indexed_from"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:recurring", args=[self.pk])


@keep_history(of="recurring_line")
class RecurringLine(models.Model):
    """A line of a recurring invoice: a product, whose VAT and place in the books are the catalogue's, or words with their own."""

    recurring = models.ForeignKey(RecurringInvoice, models.CASCADE, related_name="lines", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=1)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    tax_category = models.ForeignKey(TaxCategory, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    revenue_class = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "recurring_line"
        ordering = ["recurring", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["recurring", "ordinal"], name="recurring_line_once"),
            models.CheckConstraint(condition=~Q(quantity=0), name="recurring_line_of_something"),
            models.CheckConstraint(
                condition=Q(product__isnull=False, tax_category=None, revenue_class="")
                | (Q(product=None, tax_category__isnull=False) & ~Q(revenue_class="") & ~Q(text="")),
                name="recurring_line_has_its_place_in_the_books",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recurring_id}/{self.ordinal}"


@keep_history(of="recurring_pause")
class RecurringPause(models.Model):
    """Days on which a recurring invoice is not due: nothing is made for them, and nothing is made up for afterwards."""

    recurring = models.ForeignKey(RecurringInvoice, models.CASCADE, related_name="pauses", db_index=False)
    during = DateRangeField()
    reason = models.CharField(max_length=200, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "recurring_pause"
        ordering = ["recurring", "during"]
        constraints = [
            ExclusionConstraint(
                name="recurring_pause_one_a_day",
                expressions=[("recurring", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="recurring_pause_on_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.recurring_id} {self.during}"


class Recurrence(models.Model):
    """A day of a recurring invoice for which its charges were made. Taken back, the row stays and its day is due again."""

    recurring = models.ForeignKey(RecurringInvoice, models.PROTECT, related_name="recurrences", db_index=False)
    due_on = models.DateField()
    during = DateRangeField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "recurrence"
        ordering = ["recurring", "-due_on"]
        constraints = [
            models.UniqueConstraint(fields=["recurring", "due_on"], condition=Q(withdrawn_at=None), name="recurrence_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.recurring_id} {self.due_on}"


class RecurrenceLine(models.Model):
    """What a line came to on a day; the charge of it has the source kind `recurring`."""

    recurrence = models.ForeignKey(Recurrence, models.PROTECT, related_name="lines", db_index=False)
    ordinal = models.PositiveSmallIntegerField()
    charge_id = models.BigIntegerField(unique=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "recurrence_line"
        ordering = ["recurrence", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["recurrence", "ordinal"], name="recurrence_line_once")]

    def __str__(self) -> str:
        return f"{self.recurrence_id}/{self.ordinal}"


class RecurrencePlan(models.Model):
    """A day of a recurring invoice that a run would make, and what it would come to; `ground` is what was said of it when it was planned."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    recurring = models.ForeignKey(RecurringInvoice, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    due_on = models.DateField()
    during = DateRangeField(null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    ground = models.BigIntegerField()

    class Meta:
        db_table = "recurrence_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class DueRecurrence(models.Model):
    """A view: the days on which a recurring invoice is due and not made yet, from its first until a year ahead."""

    pk = models.CompositePrimaryKey("recurring_id", "due_on")
    recurring = models.ForeignKey(RecurringInvoice, models.DO_NOTHING, related_name="+")
    due_on = models.DateField()
    during = DateRangeField(null=True)

    class Meta:
        db_table = "due_recurrence"
        managed = False

    def __str__(self) -> str:
        return f"{self.recurring_id} {self.due_on}"


class DueRecurrenceLine(models.Model):
    """A view: what each line comes to on each of these days, with its price as it has risen by then."""

    pk = models.CompositePrimaryKey("recurring_id", "due_on", "ordinal")
    recurring = models.ForeignKey(RecurringInvoice, models.DO_NOTHING, related_name="+")
    due_on = models.DateField()
    ordinal = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "due_recurrence_line"
        managed = False

    def __str__(self) -> str:
        return f"{self.recurring_id} {self.due_on}/{self.ordinal}"


class RecurringGround(models.Model):
    """A view: what is said of a recurring invoice and its lines, as one number; a plan stands as long as it is the same."""

    recurring = models.OneToOneField(RecurringInvoice, models.DO_NOTHING, primary_key=True, related_name="+")
    ground = models.BigIntegerField()

    class Meta:
        db_table = "recurring_ground"
        managed = False

    def __str__(self) -> str:
        return str(self.recurring_id)
