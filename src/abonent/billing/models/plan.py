"""The plan of a run: the invoices it would post, their lines, why and how each is taxed and booked, and who held what back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.billing.models.invoice import Invoice
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.ledger.models import Account
from abonent.runs.models import Run


class BillingTreatment(models.Model):
    """How a sort of line is taxed and booked in a run: found once per sort, not once per line.

    An empty rate or account is why the charges of that sort are parked; so is a currency that is not the books' own.
    """

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.SmallIntegerField()
    product_id = models.BigIntegerField(help_text="0 for what is no product's")
    revenue_class = models.CharField(max_length=30)
    tax_category = models.CharField(max_length=20)
    deferred = models.BooleanField()
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=6, decimal_places=5, null=True)
    exemption = models.CharField(max_length=20, blank=True)
    income_account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    vat_account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "billing_treatment"

    def __str__(self) -> str:
        return f"{self.tax_category} {self.revenue_class}"


class BillingPlan(models.Model):
    """An invoice as it would be posted. Its ids are taken already, its number and day come at the posting.

    `ground` is a hash of what the row rests on outside the charges, which never change: payer, address, wishes, rates,
    accounts, particulars of the seller. The commit computes it anew and leaves out a row whose ground has shifted.
    """

    FIRST, CHANGED, ZERO, CREDIT_EXCEEDS, UNSENDABLE = "first", "changed", "zero", "credit_exceeds", "unsendable"
    # Heaviest first: what money hangs on, then what is merely new.
    ODDITIES = {
        CHANGED: _("Changed by much"),
        CREDIT_EXCEEDS: _("Credit larger than charge"),
        UNSENDABLE: _("No way to send"),
        ZERO: _("Zero amount"),
        FIRST: _("First invoice"),
    }

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    invoice_id = models.BigIntegerField()
    receivable_id = models.BigIntegerField()
    entry_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    payer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=5)
    channel = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    terms_days = models.SmallIntegerField()
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    rounding = models.DecimalField(max_digits=14, decimal_places=2)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    credits = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    buyer = models.JSONField()
    ground = models.BigIntegerField()
    previous = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    previous_total = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="of the payer's latest invoice")
    oddities = ArrayField(models.CharField(max_length=20), default=list)

    class Meta:
        db_table = "billing_plan"
        indexes = [models.Index(fields=["run_id", "ordinal"], name="billing_plan_odd", condition=~Q(oddities=[]))]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class BillingPlanLine(models.Model):
    """A line as it would be posted; its columns are those of the invoice line, its accounts those of its treatment."""

    pk = models.CompositePrimaryKey("run_id", "ordinal", "line")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField(help_text="of the invoice in the plan")
    line = models.SmallIntegerField()
    treatment = models.SmallIntegerField(help_text="ordinal of the treatment in the run")
    charge_id = models.BigIntegerField(null=True)
    component_ordinal = models.SmallIntegerField(null=True)
    credited_invoice_id = models.BigIntegerField(null=True)
    credited_ordinal = models.SmallIntegerField(null=True)
    payer_id = models.BigIntegerField()
    basis = models.CharField(max_length=5)
    rate = models.DecimalField(max_digits=6, decimal_places=5)
    description = models.JSONField()
    during = DateRangeField(null=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=3)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    vat = models.DecimalField(max_digits=14, decimal_places=2)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    unit_id = models.BigIntegerField(null=True)
    trace_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "billing_plan_line"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}/{self.line}"


class BillingTotals(models.Model):
    """What a plan came to in one currency, frozen when it was made; the next run is compared with it."""

    pk = models.CompositePrimaryKey("run_id", "currency")
    run = models.ForeignKey(Run, models.CASCADE, related_name="billing_totals", db_constraint=False, db_index=False)
    currency = models.CharField(max_length=3)
    invoices = models.IntegerField()
    net = models.DecimalField(max_digits=16, decimal_places=2)
    vat = models.DecimalField(max_digits=16, decimal_places=2)
    total = models.DecimalField(max_digits=16, decimal_places=2)
    credits = models.DecimalField(max_digits=16, decimal_places=2, help_text="sum of the negative lines")
    oddities = models.JSONField(help_text="code -> how many rows")
    changed_percent = models.DecimalField(max_digits=5, decimal_places=1, default=20, help_text="from which a change was odd")
    ground = models.BigIntegerField(null=True, help_text="a hash of what all its documents rest on")

    class Meta:
        db_table = "billing_totals"

    def __str__(self) -> str:
        return f"{self.run_id} {self.currency}"


class BillingHold(models.Model):
    """That a row of a plan is held back, by whom and why; without an actor the program did it by rule."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    reason = models.CharField(max_length=200)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    held_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "billing_hold"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class BillingLook(models.Model):
    """That somebody looked at an odd row of a plan and let it pass."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "billing_look"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class BillingLeftOut(models.Model):
    """A row of a plan that the commit left out because what it rested on had shifted; its charges stay open."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.IntegerField()
    reason = models.CharField(max_length=40)

    class Meta:
        db_table = "billing_left_out"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
