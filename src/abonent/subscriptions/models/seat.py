"""Who reads besides the subscriber: members who take a seat, and the networks of an institution."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q

from abonent.access.history import keep_history
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.kit.networks import NetworkField
from abonent.subscriptions.models.subscription import Subscription


@keep_history(of="seat")
class Seat(models.Model):
    """That a member reads with a subscription from a day until before another. Taken back, the row stays.

    The database holds that there are no more members than seats on any day: the constraint trigger `seat_for_each_member`.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="seats", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="seats")
    during = DateRangeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "seat"
        ordering = ["during", "id"]
        constraints = [
            ExclusionConstraint(
                name="seat_once_for_a_member",
                expressions=[
                    ("subscription", RangeOperators.EQUAL),
                    ("customer", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="seat_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.customer_id} {self.during}"


@keep_history(of="reading_network")
class ReadingNetwork(models.Model):
    """That whoever arrives from a range of network addresses reads with the subscription of an institution, from a day until before another."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="networks", db_index=False)
    network = NetworkField()
    during = DateRangeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    given_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reading_network"
        ordering = ["during", "id"]
        constraints = [
            ExclusionConstraint(
                name="reading_network_once",
                expressions=[
                    ("subscription", RangeOperators.EQUAL),
                    (OpClass("network", name="inet_ops"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="reading_network_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.network}"


class SeatCount(models.Model):
    """A view: for each day on which members come or the number of copies changes, the seats there are and the members who have one."""

    subscription = models.OneToOneField(Subscription, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    turns_on = models.DateField()
    seats = models.IntegerField()
    taken = models.IntegerField()

    class Meta:
        db_table = "seat_count"
        managed = False

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.turns_on} {self.taken}/{self.seats}"
