"""The route, and who walks it when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.depot import Depot
from abonent.organisation.models import LegalEntity

# What is ordered by post comes with a carrier of ours, by day and with its name on it, to the doors that one of his routes has.
METHODS = [("carrier", _("Early in the morning")), ("post", _("By day, instead of the post"))]


@keep_history(of="route", exclude=("sorts_as",))
class Route(models.Model):
    """A walk from door to door on some weekdays, from one depot, for what comes in one way; which doors, its stretches say."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="routes")
    number = models.CharField(max_length=20)
    sorts_as = models.GeneratedField(
        expression=Func("number", function="walking_key"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    name = models.CharField(max_length=80, blank=True)
    delivery_method = models.CharField(max_length=12, choices=METHODS, default="carrier")
    depot = models.ForeignKey(Depot, models.PROTECT, null=True, blank=True, related_name="routes")
    weekdays = models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")

    class Meta:
        db_table = "route"
        ordering = ["entity", "sorts_as"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="route_number_once"),
            # What its stretches repeat of it: the database keeps it equal by a foreign key to these four.
            models.UniqueConstraint(fields=["id", "entity", "delivery_method", "weekdays"], name="route_as_its_stretches_know_it"),
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=127), name="route_weekdays_are_bits"),
            models.CheckConstraint(condition=Q(delivery_method__in=["carrier", "post"]), name="route_method_known"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def url(self) -> str:
        """The page of the route."""
        return reverse("distribution:route", args=[self.pk])


@keep_history(of="route_carrier")
class RouteCarrier(models.Model):
    """That somebody walks a route from a day until before another, or until somebody else does."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="carriers", db_index=False)
    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="routes")
    during = DateRangeField()

    class Meta:
        db_table = "route_carrier"
        constraints = [
            ExclusionConstraint(
                name="route_carrier_one_a_day",
                expressions=[("route", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="route_carrier_on_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.route_id} {self.carrier_id} {self.during}"
