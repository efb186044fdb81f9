"""That the alarm of a route was looked at and is right."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.distribution.models.route import Route
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow


class AlarmSetAside(models.Model):
    """Somebody says that so many copies of an issue on a route are right, or at doors that no route has. With other copies it alarms again.

    Taken back, the row stays and says when.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="alarms_set_aside")
    delivery_method = models.CharField(max_length=12, choices=PRINTED_WAYS)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", help_text="empty: the doors that no route has")
    copies = models.PositiveIntegerField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "alarm_set_aside"
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "delivery_method", "route", "copies"],
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
                name="alarm_set_aside_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.delivery_method} {self.route_id}"
