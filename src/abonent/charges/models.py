"""Charge, its components, and the worklist of open ones."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity, Unit


class Charge(models.Model):
    """What shall be invoiced to a payer. Negative amounts are credits (a pause, a switch, a stop).

    `amount` is in the currency and on the basis of the price list it comes from: gross with VAT or net without.
    `description` is a code and parameters, rendered in the reader's language. `trace` names the stored reasons.
    """

    GROSS, NET = "gross", "net"

    payer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    receiver = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    source_kind = models.CharField(max_length=20, help_text="term, pause_credit, switch_credit, sale ...")
    source_id = models.BigIntegerField()
    ordinal = models.SmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by", db_constraint=False, db_index=False)
    product_id = models.BigIntegerField(null=True, help_text="the product it is for; catalog.Product")
    during = DateRangeField(null=True, help_text="the period that the charge pays for, half-open")
    quantity = models.DecimalField(max_digits=12, decimal_places=3, default=1)
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    basis = models.CharField(max_length=5, choices=[(GROSS, GROSS), (NET, NET)])
    currency = models.CharField(max_length=3)
    description = models.JSONField()
    trace = models.ForeignKey("charges.PriceTrace", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    run_id = models.BigIntegerField(null=True)
    written_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "charge"
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "ordinal"], name="charge_once_per_source"),
            models.CheckConstraint(condition=Q(basis__in=["gross", "net"]), name="charge_basis_known"),
            models.CheckConstraint(condition=~Q(quantity=0), name="charge_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source_id}/{self.ordinal}"


class ChargeComponent(models.Model):
    """The part of a charge with one VAT class and one place in the books. `amount` is on the charge's basis."""

    pk = models.CompositePrimaryKey("charge_id", "ordinal")
    charge = models.ForeignKey(Charge, models.CASCADE, related_name="components", db_constraint=False, db_index=False)
    ordinal = models.SmallIntegerField()
    tax_category = models.CharField(max_length=20, help_text="code of catalog.TaxCategory; the rate is found at the tax point")
    revenue_class = models.CharField(max_length=30, help_text="what ledger accounts are mapped by, for example paper or digital")
    deferred = models.BooleanField(help_text="earned issue by issue, so credited to prepaid subscriptions when posted")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    description = models.JSONField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "charge_component"

    def __str__(self) -> str:
        return f"{self.charge_id}/{self.ordinal}"


class OpenCharge(models.Model):
    """The worklist of billing: a charge no live invoice line has billed, and the day from which a run invoices it; without one it is shown to the payer first."""

    charge = models.OneToOneField(Charge, models.CASCADE, primary_key=True, related_name="open", db_constraint=False)
    entity_id = models.BigIntegerField()
    due_on = models.DateField(null=True, help_text="empty where it waits until the payer has said yes: no run bills it")

    class Meta:
        db_table = "open_charge"
        indexes = [models.Index(fields=["entity_id", "due_on"], name="open_charge_due")]

    def __str__(self) -> str:
        return str(self.charge_id)


class PriceTrace(models.Model):
    """Why a price is what it is: rule, inputs, steps, stored once per situation and referenced by every charge of it."""

    digest = models.CharField(max_length=64, unique=True, help_text="sha256 of the steps in canonical JSON")
    steps = models.JSONField()

    class Meta:
        db_table = "price_trace"

    def __str__(self) -> str:
        return self.digest[:12]
