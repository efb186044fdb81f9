"""When an edition comes out: the rule, the holidays it leaves out, and the days that are different."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import Edition
from abonent.kit.models import ClockNow


@keep_history(of="publication_rule")
class PublicationRule(models.Model):
    """The days an edition comes out during a period: on weekdays, or every so many weeks or months counted from a day.

    `weekdays` is a set of bits, Monday 1 ... Sunday 64. With an interval the weekday of `counted_from` is kept (weeks) or its day
    of the month (months: 31 Jan, 28 Feb, 31 Mar).
    """

    WEEKDAYS, WEEKS, MONTHS = "weekdays", "weeks", "months"
    KINDS = [(WEEKDAYS, _("On weekdays")), (WEEKS, _("Every so many weeks")), (MONTHS, _("Every so many months"))]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="publication_rules")
    during = DateRangeField()
    kind = models.CharField(max_length=10, choices=KINDS, default=WEEKDAYS)
    weekdays = models.PositiveSmallIntegerField(null=True, blank=True)
    every = models.PositiveSmallIntegerField(null=True, blank=True)
    counted_from = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "publication_rule"
        ordering = ["edition", "during"]
        constraints = [
            ExclusionConstraint(
                name="publication_rule_one_at_a_time",
                expressions=[("edition", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(kind="weekdays", weekdays__gte=1, weekdays__lte=127)
                | Q(kind__in=["weeks", "months"], every__gte=1, counted_from__isnull=False),
                name="publication_rule_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.kind}"


class HolidayChoice(models.Model):
    """That an edition has no issue on a national holiday, every year. `holiday` is the English name in the national calendar."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="holiday_choices")
    holiday = models.CharField(max_length=80)

    class Meta:
        db_table = "holiday_choice"
        ordering = ["edition", "holiday"]
        constraints = [models.UniqueConstraint(fields=["edition", "holiday"], name="holiday_choice_once")]

    def __str__(self) -> str:
        return self.holiday


@keep_history(of="publication_exception")
class PublicationException(models.Model):
    """A day that is not as the rule says: no issue, an extra one, or the issue of that day moved to another."""

    NO_ISSUE, EXTRA, MOVED = "no_issue", "extra", "moved"
    KINDS = [(NO_ISSUE, _("No issue")), (EXTRA, _("Extra issue")), (MOVED, _("Moved"))]

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="publication_exceptions")
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=KINDS)
    moved_to = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=120, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "publication_exception"
        ordering = ["edition", "on"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "on"], name="publication_exception_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=["no_issue", "extra", "moved"]), name="publication_exception_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="moved", moved_to__isnull=False) | Q(~Q(kind="moved"), moved_to__isnull=True),
                name="publication_exception_moved_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.on} {self.kind}"
