"""The promise: which issue somebody was told that a change reaches, and what became of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.editions.models.lead_time import ACTS
from abonent.kit.models import ClockNow
from abonent.runs.models import Act
from abonent.subscriptions.models.subscription import Subscription


class Promise(models.Model):
    """The first issue that an act reaches, told to whoever asked for it at a moment, and the rule that decided it.

    `change` and `delivery_method` are what the promise clock was asked; it can be asked again and must give the same issue.
    """

    act = models.ForeignKey(Act, models.PROTECT, related_name="promises")
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="promises")
    change = models.CharField(max_length=10, choices=ACTS)
    delivery_method = models.CharField(max_length=12, choices=Subscription.DELIVERY_METHODS)
    weekdays = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(db_default=ClockNow())
    issue_on = models.DateField()
    cut_off_at = models.DateTimeField()
    decided_by = models.CharField(max_length=12)
    days_before = models.PositiveSmallIntegerField(null=True)
    counted_in = models.CharField(max_length=12, blank=True)
    cut_off_time = models.TimeField(null=True)

    class Meta:
        db_table = "promise"
        constraints = [models.UniqueConstraint(fields=["act", "subscription", "delivery_method"], name="promise_once")]
        indexes = [models.Index(fields=["issue_on"], name="promise_by_issue")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.change} {self.issue_on}"


class BrokenPromise(models.Model):
    """That a promise cannot be kept any more, found by the nightly check; somebody tells the customer and settles it.

    `reaches_on` is the first issue that the change reaches instead, empty where the calendar has none.
    """

    TOO_LATE, NO_ISSUE = "too_late", "no_issue"
    WHY = [
        (TOO_LATE, pgettext_lazy("promise", "The deadline of the issue was moved to before the change was asked for.")),
        (NO_ISSUE, _("The issue does not come out any more.")),
    ]

    promise = models.OneToOneField(Promise, models.PROTECT, related_name="broken")
    why = models.CharField(max_length=8, choices=WHY)
    reaches_on = models.DateField(null=True)
    found_at = models.DateTimeField(db_default=ClockNow())
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "broken_promise"
        constraints = [models.CheckConstraint(condition=Q(why__in=["too_late", "no_issue"]), name="broken_promise_why_known")]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.why}"
