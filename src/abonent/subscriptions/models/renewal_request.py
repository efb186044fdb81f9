"""That a customer asks for another term where none is made otherwise, and the grace between two terms."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription


class RenewalRequest(models.Model):
    """That somebody asked for the term of a subscription that has this number. Taken back, the row stays and says by whom and when."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="renewal_requests", db_index=False)
    term_ordinal = models.PositiveIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "renewal_request"
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "term_ordinal"], condition=Q(withdrawn_at__isnull=True), name="renewal_request_once_a_term"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.term_ordinal}"


class Grace(models.Model):
    """A view: the days after a fixed term in which a subscription goes on although nobody has renewed it.

    From `begins_on` issues come until before `papers_until`, empty where the calendar is too short to say, and it is read until before
    `reads_until`. `copies` is what all its issues bring.
    """

    subscription = models.OneToOneField(Subscription, models.DO_NOTHING, primary_key=True, related_name="grace", db_constraint=False)
    begins_on = models.DateField()
    papers_until = models.DateField(null=True)
    reads_until = models.DateField()
    copies = models.IntegerField()

    class Meta:
        db_table = "grace"
        managed = False

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.begins_on}"

    @property
    def last_day(self) -> date | None:
        """The last day of it; None if there is none, or while nobody knows."""
        ends_on = max(self.papers_until, self.reads_until) if self.papers_until else None
        return ends_on - timedelta(days=1) if ends_on and ends_on > self.begins_on else None

    def is_over(self, today: date) -> bool:
        """Whether nothing comes in it any more."""
        return self.papers_until is not None and max(self.papers_until, self.reads_until) <= today
