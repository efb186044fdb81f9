"""What agents keep or get of what is sold through them: the terms, the plan of a settlement, and what was settled."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.billing.models.invoice import Invoice
from abonent.catalog.models import Product
from abonent.charges.models import PriceTrace
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Run
from abonent.subscriptions.models import Agent

PAID, BILLED = "paid", "billed"
EARNED = [(PAID, _("When the reader has paid")), (BILLED, _("When the reader is billed"))]


@keep_history(of="commission_terms")
class CommissionTerms(models.Model):
    """What an agent keeps or gets of what a company sells through him during these days: a percent of the sale, or an amount for each copy of
    a term, or for each new order. Those of a product go before those of all. Without any of the three he gets nothing.

    `earned` counts where the reader pays us himself; who pays us keeps his commission as he is billed. `trace` says the terms to whoever asks
    why a line is what it is.
    """

    agent = models.ForeignKey(Agent, models.PROTECT, related_name="terms", db_index=False)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    per_copy = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    per_order = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    earned = models.CharField(max_length=6, choices=EARNED, default=PAID)
    during = DateRangeField()
    trace = models.ForeignKey(PriceTrace, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "commission_terms"
        ordering = ["agent", "entity", "product", "during"]
        constraints = [
            ExclusionConstraint(
                name="commission_terms_one_a_day",
                expressions=[
                    ("agent", RangeOperators.EQUAL),
                    ("entity", RangeOperators.EQUAL),
                    (Coalesce("product", Value(0)), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="commission_terms_on_some_days"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, per_copy__gte=0, per_order__gte=0), name="commission_terms_go_to_the_agent"
            ),
            models.CheckConstraint(
                condition=Q(per_copy=0, per_order=0) | Q(percent=0, per_order=0) | Q(percent=0, per_copy=0),
                name="commission_terms_of_one_kind",
            ),
            models.CheckConstraint(condition=Q(earned__in=["paid", "billed"]), name="commission_terms_earned_known"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} {self.during}"


class _CommissionRow(models.Model):
    """What an agent gets for a line of an invoice, or gives back for the credit of one; `base` is what the line comes to without VAT."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    line = models.SmallIntegerField()
    terms = models.ForeignKey(CommissionTerms, models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    base = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        abstract = True


class CommissionPlan(_CommissionRow):
    """What a run would settle, line by line."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    agent = models.ForeignKey(Agent, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    terms = models.ForeignKey(CommissionTerms, models.CASCADE, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "commission_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class AgentSettlement(models.Model):
    """The commission that an agent earned since the one before, less what he gives back (charge of source kind `agent_settlement`). Posted, it
    stays; what changes later is a line of the next."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="settlements", db_index=False)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="of this agent and company, from 1")
    settled_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    charge_id = models.BigIntegerField(null=True, unique=True, help_text="none where it comes to nothing")
    posted_at = models.DateTimeField(db_default=ClockNow())
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "agent_settlement"
        ordering = ["-settled_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "agent"], name="agent_settlement_once_a_run"),
            models.UniqueConstraint(fields=["agent", "entity", "number"], name="agent_settlement_number_once"),
            models.CheckConstraint(
                condition=Q(charge_id__isnull=True, amount=Decimal(0)) | Q(charge_id__isnull=False) & ~Q(amount=Decimal(0)),
                name="agent_settlement_is_charged",
            ),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.agent_id}/{self.number}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("billing:agent_settlement", args=[self.pk])


class EarnedCommission(_CommissionRow):
    """A line of a settlement. A line of an invoice is settled once, and so is its credit."""

    pk = models.CompositePrimaryKey("settlement_id", "ordinal")
    settlement = models.ForeignKey(AgentSettlement, models.PROTECT, related_name="lines", db_index=False)
    ordinal = models.BigIntegerField()

    class Meta:
        db_table = "earned_commission"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "line"], name="earned_commission_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="earned_commission_of_some_amount"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.settlement_id}/{self.ordinal}"
