"""The renewal run's plan and its situations: what would be made, at what price, and why."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import PriceGroup, PriceList, PriceListVersion, Product, PromotionStep
from abonent.charges.models import PriceTrace
from abonent.customers.models import Customer
from abonent.runs.models import Run
from abonent.subscriptions.models.subscription import Subscription


class Situation(models.Model):
    """All that a price depends on, once for every plan row that shares it. `situation` is the hash of the other columns."""

    pk = models.CompositePrimaryKey("run_id", "situation")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    situation = models.UUIDField()
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    price_list_version = models.ForeignKey(
        PriceListVersion, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    shares_from = models.DateField(null=True, help_text="the day the product's shares in force begin")
    term_kind = models.CharField(max_length=20)
    term_unit = models.CharField(max_length=5)
    term_length = models.PositiveSmallIntegerField()
    weekdays = models.PositiveSmallIntegerField()
    copies = models.PositiveIntegerField()
    price_group = models.ForeignKey(PriceGroup, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        help_text="only one who has prices or discounts of his own",
    )
    promotion_step = models.ForeignKey(PromotionStep, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    agreed_price = models.DecimalField(max_digits=18, decimal_places=6, null=True, help_text="of a copy, in place of the list's")
    retention_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, help_text="off, given to whoever wanted to stop")
    discounts_from = models.DateField(null=True, help_text="the latest day on which a discount of the list began or ended")
    order_lines = models.JSONField(null=True, help_text="the whole order, where a discount looks at it and there is more than this line")

    class Meta:
        db_table = "situation"

    def __str__(self) -> str:
        return str(self.situation)


class SituationPrice(models.Model):
    """What a situation costs, with its trace; without an amount, the code of why it cannot be priced."""

    pk = models.CompositePrimaryKey("run_id", "situation")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    situation = models.UUIDField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=5)
    price_list_version = models.ForeignKey(
        PriceListVersion, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    trace = models.ForeignKey(PriceTrace, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    description = models.JSONField(help_text="of the charge: code and parameters")
    refusal = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "situation_price"

    def __str__(self) -> str:
        return f"{self.situation} {self.amount}"


class SituationComponent(models.Model):
    """How the price of a situation is split to the components of its product; becomes the components of the charge."""

    pk = models.CompositePrimaryKey("run_id", "situation", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    situation = models.UUIDField()
    ordinal = models.SmallIntegerField()
    tax_category = models.CharField(max_length=20)
    revenue_class = models.CharField(max_length=30)
    deferred = models.BooleanField()
    unit_id = models.BigIntegerField(null=True)
    description = models.JSONField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "situation_component"

    def __str__(self) -> str:
        return f"{self.situation}/{self.ordinal}"


class RenewalPlan(models.Model):
    """One term that the run would make. Term and charge already have their ids; they are written by the commit or never.

    `step` counts the terms of one subscription in one run, which are all committed or all left out. `ground` is the hash of what
    the term depends on. `finding` is why somebody should look, or why the row cannot be committed (then there is no amount).
    """

    FINDINGS = [
        ("", _("As expected")),
        ("changed", _("Price changed")),
        ("changed_much", _("Price changed by more than 20%")),
        ("first", _("First term")),
        ("catching_up", _("Term that should have been made earlier")),
        ("next_step", _("Next step of the promotion, or the list price after it")),
        ("zero", _("Costs nothing")),
        ("no_price_list", _("No price list in force")),
        ("no_price", _("No price in the list")),
        ("no_shares", _("Product without shares")),
        ("no_calendar", _("Calendar too short")),
    ]

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    step = models.SmallIntegerField()
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    term_id = models.BigIntegerField()
    charge_id = models.BigIntegerField()
    term_ordinal = models.IntegerField()
    sold_during = DateRangeField()
    charge_due_on = models.DateField()
    situation = models.UUIDField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    latest_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="of the present term")
    ground = models.UUIDField()
    held = models.BooleanField(default=False)
    finding = models.CharField(max_length=20, choices=FINDINGS, blank=True)

    class Meta:
        db_table = "renewal_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
