"""On which terms an outlet sells, what a run settles of its draws, and what is settled."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.catalog.models import PriceList, Product
from abonent.distribution.models.outlet import Outlet
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.runs.models import Run


@keep_history(of="outlet_terms")
class OutletTerms(models.Model):
    """What an outlet pays for its copies during these days: the single-copy price of a list, less so many percent or so much a copy."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="terms", db_index=False)
    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    per_copy = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    during = DateRangeField()

    class Meta:
        db_table = "outlet_terms"
        ordering = ["outlet", "during"]
        constraints = [
            ExclusionConstraint(
                name="outlet_terms_one_a_day",
                expressions=[("outlet", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="outlet_terms_on_some_days"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100, per_copy__gte=0), name="outlet_terms_take_off"),
            models.CheckConstraint(condition=Q(percent=0) | Q(per_copy=0), name="outlet_terms_by_percent_or_by_copy"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.percent} {self.per_copy}"


class DrawPlan(models.Model):
    """What of an issue a run settles with an outlet: copies drawn and come back beyond what is settled so far, `number` times before.

    The issues of one outlet and product have one `ordinal`; without one they cannot be settled, and `finding` says why.
    """

    FINDINGS = ["", "no_terms", "no_price"]

    pk = models.CompositePrimaryKey("run_id", "outlet_id", "product_id", "issue_id")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField(null=True)
    number = models.PositiveSmallIntegerField()
    copies = models.IntegerField()
    returned = models.IntegerField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    price_list = models.ForeignKey(PriceList, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False)
    finding = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "draw_plan"
        indexes = [models.Index(fields=["run", "ordinal"], name="draw_plan_by_ordinal")]
        constraints = [models.CheckConstraint(condition=Q(finding__in=["", "no_terms", "no_price"]), name="draw_plan_finding_known")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.outlet_id}/{self.issue_id}"


class PlannedSettlement(models.Model):
    """A view: what a run settles with an outlet for a product, of all its issues."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.DO_NOTHING, related_name="+")
    ordinal = models.BigIntegerField()
    outlet = models.ForeignKey(Outlet, models.DO_NOTHING, related_name="+")
    product = models.ForeignKey(Product, models.DO_NOTHING, related_name="+")
    price_list = models.ForeignKey(PriceList, models.DO_NOTHING, related_name="+")
    first_on = models.DateField()
    latest_on = models.DateField()
    issues = models.IntegerField()
    copies = models.IntegerField()
    returned = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "planned_settlement"
        managed = False

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class DrawSettlement(models.Model):
    """What an outlet is charged for the copies of a product that it drew in a time, less those that came back (charge of source kind
    `draw_settlement`). Taken back, the row stays and settles nothing."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="settlements")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_index=False)
    price_list = models.ForeignKey(PriceList, models.PROTECT, related_name="+", db_index=False)
    during = DateRangeField()
    copies = models.IntegerField()
    returned = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    charge_id = models.BigIntegerField(unique=True)
    settled_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "draw_settlement"
        constraints = [models.UniqueConstraint(fields=["run", "outlet", "product", "price_list"], name="draw_settlement_once_a_run")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.during} {self.amount}"


class SettledDraw(models.Model):
    """An issue in a settlement: by how many copies drawn and come back it changes what was settled before; `number` counts these."""

    settlement = models.ForeignKey(DrawSettlement, models.PROTECT, related_name="issues")
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()
    copies = models.IntegerField()
    returned = models.IntegerField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "settled_draw"
        constraints = [
            models.UniqueConstraint(fields=["outlet", "product", "issue", "number"], name="settled_draw_once"),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.issue_id}/{self.number}"
