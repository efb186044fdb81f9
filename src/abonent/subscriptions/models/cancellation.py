"""That a subscription ends, and why; and what it cuts off the terms that are sold."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.kit.models import ClockNow
from abonent.kit.names import name_in
from abonent.subscriptions.models.subscription import Subscription
from abonent.subscriptions.models.term import Term

# What stands behind a reason: figures are counted by it, whatever the words.
KINDS = [
    ("customer", _("The customer's own wish")),
    ("price", _("Price")),
    ("content", _("Content")),
    ("delivery", _("Delivery")),
    ("moved", pgettext_lazy("reason", "Moved away")),
    ("died", _("Died")),
    ("ran_out", _("Ran out by itself")),
    ("switched", _("Goes on with something else of ours")),
    ("company", _("The company's decision")),
    ("other", pgettext_lazy("reason", "Something else")),
]
OTHER = "other"
# The reason of a switch, which nobody chooses.
SWITCHED = "switched"


@keep_history(of="stop_reason")
class StopReason(models.Model):
    """Why a subscriber stops, in the publisher's own words. A retired one is not offered any more; where it was chosen it stays."""

    code = models.SlugField(max_length=30, primary_key=True)
    name = models.JSONField(help_text="language -> text")
    kind = models.CharField(max_length=10, choices=KINDS, default=OTHER)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "stop_reason"
        ordering = ["code"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=[code for code, _label in KINDS]), name="stop_reason_kind_known")]

    def __str__(self) -> str:
        return name_in(self.name, get_language() or "en")


class Cancellation(models.Model):
    """From `from_on` no further term begins, and none is delivered. Taken back, the row stays and says by whom and when.

    `gives_back` says whether what does not come any more of the terms that are sold is credited.
    """

    TOLD_BY = [
        ("telephone", _("Telephone")),
        ("email", _("E-mail")),
        ("letter", _("Letter")),
        ("visit", _("Visit")),
        ("portal", _("Self-service")),
        ("company", _("Nobody, the company decided")),
    ]

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="cancellations", db_index=False)
    from_on = models.DateField()
    reason = models.ForeignKey(StopReason, models.PROTECT, related_name="cancellations")
    told_by = models.CharField(max_length=10, choices=TOLD_BY, default="telephone")
    gives_back = models.BooleanField(default=True)
    unmade_terms = models.PositiveSmallIntegerField(default=0, help_text="terms that nobody had invoiced and that were taken back")
    remark = models.CharField(max_length=200, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "cancellation"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription"], condition=Q(withdrawn_at__isnull=True), name="cancellation_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(told_by__in=["telephone", "email", "letter", "visit", "portal", "company"]), name="cancellation_told_by_known"
            ),
        ]
        indexes = [models.Index(fields=["subscription"], name="cancellation_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.from_on}"


class EarlyEnd(models.Model):
    """That a stop ends a term before the day it was sold to: how many issues do not come any more, and what is credited for them.

    `during_before` are the days the term has again if the stop is taken back; the row stays then, credits nothing and says when.
    """

    cancellation = models.ForeignKey(Cancellation, models.PROTECT, related_name="early_ends", db_index=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="early_ends", db_constraint=False)
    during_before = DateRangeField()
    ends_on = models.DateField(help_text="the first day without")
    sold = models.PositiveIntegerField(help_text="issues of the term as it was sold; days where it brings none")
    issues = models.PositiveIntegerField(help_text="those that do not come any more")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="what is credited for them")
    digital_amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, help_text="what of it is for the digital part, where that went on in a pause"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "early_end"
        constraints = [
            models.UniqueConstraint(fields=["cancellation", "term"], name="early_end_once"),
            models.UniqueConstraint(fields=["term"], condition=Q(withdrawn_at__isnull=True), name="early_end_one_at_a_time"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="early_end_gives_back"),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} {self.ends_on}"
