"""The stretch: a piece of a route, and which doors it has."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import Case, Deferrable, Func, Q, Value, When
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.customers.models import Place
from abonent.distribution.models.route import Route
from abonent.organisation.models import LegalEntity

ALL, ODD, EVEN = "all", "odd", "even"
SIDES = [
    (ALL, pgettext_lazy("side of a street", "Both sides")),
    (ODD, pgettext_lazy("side of a street", "Odd numbers")),
    (EVEN, pgettext_lazy("side of a street", "Even numbers")),
]
# How a door is found: by itself, else by street and number, else by postal code.
BY_PLACE, BY_STREET, BY_CODE = 1, 2, 3


class WeekdaySetField(models.Field):  # type: ignore[type-arg]
    """The weekdays of a mask as ranges of their numbers, `int4multirange` in the database: two masks share a day where these overlap."""

    description = "weekdays as ranges"

    def db_type(self, connection: object) -> str:
        """The type of the column."""
        return "int4multirange"


@keep_history(of="route_stretch", exclude=("finds", "sides", "numbers", "works_on", "found_by"))
class RouteStretch(models.Model):
    """A piece of a route: one place, or one side of a street between two numbers, or a whole postal code; walked up or down.

    Where a number is left empty the street is had to its end. What is in `finds` is what a door is looked up by. Company, way and weekdays are those of the route, repeated so that the
    database can refuse that two routes have the same doors on the same days (docs/decisions/0045).
    """

    route = models.ForeignKey(Route, models.PROTECT, related_name="stretches", db_index=False)
    ordinal = models.PositiveIntegerField(help_text="its place in the walk")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_index=False)
    delivery_method = models.CharField(max_length=12)
    weekdays = models.PositiveSmallIntegerField()
    country = models.CharField(max_length=2, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    street = models.CharField(max_length=100, blank=True)
    side = models.CharField(max_length=4, choices=SIDES, default=ALL)
    from_number = models.PositiveIntegerField(null=True, blank=True)
    to_number = models.PositiveIntegerField(null=True, blank=True)
    downwards = models.BooleanField(default=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    during = DateRangeField()
    finds = models.GeneratedField(
        expression=Func("country", "postal_code", "street", "place", function="finding_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    sides = models.GeneratedField(expression=Func("side", function="sides_of"), output_field=IntegerRangeField(), db_persist=True)
    numbers = models.GeneratedField(
        expression=Func("from_number", "to_number", Value("[]"), function="int4range"), output_field=IntegerRangeField(), db_persist=True
    )
    works_on = models.GeneratedField(expression=Func("weekdays", function="weekdays_of"), output_field=WeekdaySetField(), db_persist=True)
    found_by = models.GeneratedField(
        expression=Case(When(place__isnull=False, then=Value(BY_PLACE)), When(street="", then=Value(BY_CODE)), default=Value(BY_STREET)),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        db_table = "route_stretch"
        ordering = ["route", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["route", "ordinal"], name="route_stretch_in_order", deferrable=Deferrable.DEFERRED),
            ExclusionConstraint(
                name="route_stretch_of_one_route",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    ("delivery_method", RangeOperators.EQUAL),
                    ("finds", RangeOperators.EQUAL),
                    ("sides", RangeOperators.OVERLAPS),
                    ("numbers", RangeOperators.OVERLAPS),
                    ("works_on", RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(side__in=[ALL, ODD, EVEN]), name="route_stretch_side_known"),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="route_stretch_on_some_days"),
            models.CheckConstraint(condition=Q(numbers__isempty=False), name="route_stretch_of_some_numbers"),
            models.CheckConstraint(
                condition=Q(place__isnull=False, country="", postal_code="", street="")
                | (Q(place=None) & ~Q(country="") & ~Q(postal_code="")),
                name="route_stretch_somewhere",
            ),
            models.CheckConstraint(
                condition=~Q(street="") | Q(side=ALL, from_number=None, to_number=None), name="route_stretch_numbers_of_a_street"
            ),
        ]
        indexes = [models.Index(fields=["finds"], name="route_stretch_by_door")]

    def __str__(self) -> str:
        return f"{self.route_id}/{self.ordinal}"
