"""What carriers are paid: the rates, the plan of a run, and the statements that were posted. See docs/algorithms/carriers-pay.md."""

from __future__ import annotations

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.route import Route
from abonent.distribution.models.stretch import WeekdaySetField
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run

ROUND, COPY, DOOR, SUPPLEMENT, CHARGE = "round", "copy", "door", "supplement", "charge"
RATED = [
    (ROUND, pgettext_lazy("pay", "A round")),
    (COPY, pgettext_lazy("pay", "A copy")),
    (DOOR, pgettext_lazy("pay", "A door")),
    (SUPPLEMENT, pgettext_lazy("pay", "Supplement to a round")),
]
BASES = [*RATED, (CHARGE, pgettext_lazy("pay", "Complaint"))]
# Amounts are rounded to the units of their currency, and some have no smaller one.
HALF = Decimal("0.5")
KNOWN_BASIS = Q(basis__in=[code for code, _label in BASES])


@keep_history(of="pay_rate", exclude=("works_on",))
class PayRate(models.Model):
    """What is paid for a round, a copy or a door on some weekdays, from a day until before another; one of a route goes before the company's."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="pay_rates")
    route = models.ForeignKey(Route, models.PROTECT, null=True, blank=True, related_name="pay_rates")
    basis = models.CharField(max_length=10, choices=RATED)
    weekdays = models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")
    amount = models.DecimalField(max_digits=18, decimal_places=6, help_text="in the currency of the company")
    during = DateRangeField()
    works_on = models.GeneratedField(expression=Func("weekdays", function="weekdays_of"), output_field=WeekdaySetField(), db_persist=True)

    class Meta:
        db_table = "pay_rate"
        ordering = ["entity", "route", "basis", "during"]
        constraints = [
            ExclusionConstraint(
                name="pay_rate_one_a_day",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    (Coalesce("route", Value(0)), RangeOperators.EQUAL),
                    ("basis", RangeOperators.EQUAL),
                    ("works_on", RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(basis__in=[code for code, _label in RATED]), name="pay_rate_basis_known"),
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=127), name="pay_rate_weekdays_are_bits"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="pay_rate_is_paid_to_the_carrier"),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="pay_rate_on_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.basis} {self.amount}"


class _PaidRow(models.Model):
    """For what a carrier gets how much. `of_id` is the row of whoever charges him, 0 for what he has walked.

    `due_amount` is what is due by now, `quantity` times `unit_amount` and rounded; `amount` is what of it was not paid before, less than
    nothing where too much was.
    """

    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_index=False)
    on_day = models.DateField()
    basis = models.CharField(max_length=10, choices=BASES)
    of_id = models.BigIntegerField(default=0)
    turn = models.PositiveSmallIntegerField(help_text="1 as it is first paid, 2 and on as it is corrected")
    quantity = models.PositiveIntegerField()
    unit_amount = models.DecimalField(max_digits=18, decimal_places=6)
    due_amount = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        abstract = True


class PayPlan(_PaidRow):
    """What a run would pay, line by line."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    carrier = models.ForeignKey(Carrier, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    route = models.ForeignKey(Route, models.CASCADE, null=True, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "pay_plan"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class PayStatement(models.Model):
    """What a carrier is paid for a month, and what of months before is made good with it. Posted, it stays; a further one corrects it."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="pay_statements")
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="pay_statements")
    number = models.PositiveIntegerField(help_text="of this carrier, from 1")
    month = models.DateField(help_text="its first day")
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    posted_at = models.DateTimeField(db_default=ClockNow())
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "pay_statement"
        ordering = ["-month", "carrier__name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "carrier"], name="pay_statement_once_a_run"),
            models.UniqueConstraint(fields=["carrier", "number"], name="pay_statement_number_once"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.carrier_id}/{self.number}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("distribution:pay_statement", args=[self.pk])


class PayLine(_PaidRow):
    """A line of a statement. What it pays for is paid once in each turn, and the turns come to what is due."""

    pk = models.CompositePrimaryKey("statement_id", "ordinal")
    statement = models.ForeignKey(PayStatement, models.PROTECT, related_name="lines", db_index=False)
    ordinal = models.BigIntegerField()
    # Repeated of the statement, so that the database can refuse to pay a carrier twice for one thing.
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "pay_line"
        ordering = ["on_day", "ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "on_day", "basis", "route", "of_id", "turn"], nulls_distinct=False, name="pay_line_once"
            ),
            models.CheckConstraint(condition=KNOWN_BASIS, name="pay_line_basis_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="pay_line_of_some_amount"),
            models.CheckConstraint(
                condition=Q(due_amount__range=(F("quantity") * F("unit_amount") - HALF, F("quantity") * F("unit_amount") + HALF)),
                name="pay_line_is_quantity_by_rate",
            ),
            models.CheckConstraint(condition=Q(turn__gte=1), name="pay_line_turn_counts"),
        ]
        indexes = [models.Index(fields=["on_day"], name="pay_line_by_day")]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.ordinal}"
