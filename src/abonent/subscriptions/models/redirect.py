"""The redirect: that the paper of one subscription goes elsewhere for a time."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.customers.models import Place
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription

# How a paper can come to another door.
WAYS = [("carrier", _("Early-morning carrier")), ("post", _("Post")), ("pick_up", _("Pick-up"))]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _one_on(weekday: int) -> ExclusionConstraint:
    """On one weekday a paper goes to one door: redirects of other weekdays may share the days."""
    on_that_day = Q(GreaterThan(F("weekdays").bitand(1 << weekday), 0))
    return ExclusionConstraint(
        name=f"redirect_one_at_a_time_{WEEKDAYS[weekday]}",
        expressions=[("subscription", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
        condition=Q(withdrawn_at=None) & on_that_day,
    )


@keep_history(of="redirect")
class Redirect(models.Model):
    """That the printed issues of these weekdays go to another door, from a day until before another; without an end until somebody says.

    `receiver` is who is found there, if not the subscriber; `delivery_method` how it comes there. Taken back, the row stays.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="redirects", db_index=False)
    during = DateRangeField()
    weekdays = models.PositiveSmallIntegerField(default=127)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=80, blank=True)
    delivery_method = models.CharField(max_length=12, choices=WAYS)
    remark = models.CharField(max_length=200, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "redirect"
        ordering = ["-during"]
        constraints = [
            *(_one_on(weekday) for weekday in range(7)),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="redirect_of_some_days"),
            models.CheckConstraint(condition=Q(weekdays__gte=1, weekdays__lte=127), name="redirect_weekdays_are_bits"),
            models.CheckConstraint(condition=Q(delivery_method__in=["carrier", "post", "pick_up"]), name="redirect_way_known"),
        ]
        indexes = [models.Index(fields=["subscription"], name="redirect_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.during}"

    @property
    def last_day(self):  # type: ignore[no-untyped-def]
        """The last day elsewhere; None while nobody knows."""
        return self.during.upper and self.during.upper - timedelta(days=1)
