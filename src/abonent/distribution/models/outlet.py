"""The outlet: who sells single copies for us, how many he gets of what, and what came back."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.urls import reverse

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.customers.models import Customer, Place
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity

MOST_COPIES = 30_000


@keep_history(of="outlet")
class Outlet(models.Model):
    """A door behind which single copies are sold by a customer, who is invoiced for them: a kiosk, a shop, a hotel.

    Copies that were not sold may come back until so many days after their issue, at most so many percent of what was drawn. From the
    day it is closed it gets none.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="outlets")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="outlets")
    place = models.ForeignKey(Place, models.PROTECT, related_name="outlets")
    return_days = models.PositiveSmallIntegerField(default=14)
    return_percent = models.PositiveSmallIntegerField(default=100)
    closed_from = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "outlet"
        ordering = ["entity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="outlet_number_once"),
            models.CheckConstraint(condition=Q(return_percent__lte=100), name="outlet_returns_not_more_than_it_draws"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """The page of the outlet."""
        return reverse("distribution:outlet", args=[self.pk])


@keep_history(of="draw")
class Draw(models.Model):
    """How many copies of a product an outlet gets on each weekday, Monday first, from a day until before another."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="draws", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="draws")
    copies = ArrayField(models.PositiveSmallIntegerField(), size=7)
    during = DateRangeField()

    class Meta:
        db_table = "draw"
        ordering = ["outlet", "product", "during"]
        constraints = [
            ExclusionConstraint(
                name="draw_one_a_day",
                expressions=[("outlet", RangeOperators.EQUAL), ("product", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="draw_on_some_days"),
            models.CheckConstraint(condition=Q(copies__len=7), name="draw_of_seven_weekdays"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.product_id} {self.copies}"


class _OfAnIssue(models.Model):
    """A number of copies that was said of one issue at one outlet; taken back, the row stays."""

    copies = models.PositiveSmallIntegerField()
    remark = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.issue_id} {self.copies}"  # type: ignore[attr-defined]


class DrawChange(_OfAnIssue):
    """Another number of copies of one issue than the draw says."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="draw_changes", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="draw_changes")

    class Meta:
        db_table = "draw_change"
        constraints = [
            models.UniqueConstraint(fields=["outlet", "product", "issue"], condition=Q(withdrawn_at=None), name="draw_change_once"),
        ]


class DrawReturn(_OfAnIssue):
    """Copies of an issue that came back, or whose titles did, because nobody bought them."""

    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="returns", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+", db_index=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="draw_returns")
    came_on = models.DateField()

    class Meta:
        db_table = "draw_return"
        constraints = [
            models.UniqueConstraint(fields=["outlet", "product", "issue"], condition=Q(withdrawn_at=None), name="draw_return_once"),
        ]
