"""The lead time: until when a change still reaches an issue."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.access.history import keep_history
from abonent.catalog.models import Edition, Product
from abonent.organisation.models import LegalEntity

START, STOP, PAUSE, REDIRECT, MOVE, COMPLAINT, COPIES = "start", "stop", "pause", "redirect", "move", "complaint", "copies"
ACTS = [
    (START, _("Start or resume")),
    (STOP, pgettext_lazy("act", "Stop")),
    (PAUSE, pgettext_lazy("act", "Pause")),
    (REDIRECT, _("Another address for a time")),
    (MOVE, _("Move")),
    (COMPLAINT, _("Missing paper")),
    (COPIES, _("Other number of copies")),
]
DELIVERY_METHODS = [
    ("carrier", _("Early-morning carrier")),
    ("post", _("Post")),
    ("pick_up", _("Pick-up")),
    ("electronic", _("Electronic")),
]


@keep_history(of="lead_time")
class LeadTime(models.Model):
    """How long before an issue a change must be known, for issues that come out `during` these days.

    What is left empty holds for all: products, editions, acts, methods, weekdays. The row that says most wins; see
    docs/algorithms/promise-clock.md.
    """

    DAYS, WORKING_DAYS = "days", "working_days"
    COUNTED_IN = [(DAYS, pgettext_lazy("counted in", "Days")), (WORKING_DAYS, pgettext_lazy("counted in", "Working days"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="lead_times")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="lead_times")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="lead_times")
    act = models.CharField(max_length=10, choices=ACTS, blank=True)
    delivery_method = models.CharField(max_length=12, choices=DELIVERY_METHODS, blank=True)
    weekday = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(number + 1, name) for number, name in WEEKDAYS.items()], help_text="of the issue, Monday 1"
    )
    during = DateRangeField()
    days_before = models.PositiveSmallIntegerField()
    counted_in = models.CharField(max_length=12, choices=COUNTED_IN, default=DAYS)
    at = models.TimeField()

    class Meta:
        db_table = "lead_time"
        constraints = [
            ExclusionConstraint(
                name="lead_time_one_at_a_time",
                expressions=[
                    ("entity", RangeOperators.EQUAL),
                    (Coalesce("product", Value(0)), RangeOperators.EQUAL),
                    (Coalesce("edition", Value(0)), RangeOperators.EQUAL),
                    ("act", RangeOperators.EQUAL),
                    ("delivery_method", RangeOperators.EQUAL),
                    (Coalesce("weekday", Value(0)), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(product=None) | Q(edition=None), name="lead_time_of_product_or_edition"),
            models.CheckConstraint(condition=Q(weekday=None) | Q(weekday__gte=1, weekday__lte=7), name="lead_time_weekday_exists"),
            models.CheckConstraint(condition=Q(counted_in__in=["days", "working_days"]), name="lead_time_counted_in_known"),
            models.CheckConstraint(condition=Q(days_before__lte=60), name="lead_time_of_two_months_at_most"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="lead_time_of_some_days"),
        ]

    def __str__(self) -> str:
        return f"{self.days_before} {self.counted_in} {self.at}"
