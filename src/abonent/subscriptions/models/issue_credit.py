"""The issue credit: copies of an issue that were sold and did not come as they should are given back in money."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription
from abonent.subscriptions.models.term import Term


class IssueCredit(models.Model):
    """That some of the copies due of an issue are given back in money; it writes its charge (source kind `issue_credit`).

    The issue has come out and is earned: what is given back is taken off what was earned, and the other issues of the term are worth what
    they were. Taken back, the row stays and gives nothing.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="issue_credits", db_index=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, related_name="issue_credits", db_constraint=False)
    copies = models.PositiveIntegerField(help_text="those that are given back")
    due_copies = models.PositiveIntegerField(help_text="those that were due")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "issue_credit"
        constraints = [
            models.UniqueConstraint(fields=["subscription", "issue"], condition=Q(withdrawn_at__isnull=True), name="issue_credit_once"),
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=F("due_copies")), name="issue_credit_of_copies_due"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, amount__gt=0) | Q(withdrawn_at__isnull=False, amount=0),
                name="issue_credit_gives_while_it_stands",
            ),
        ]
        indexes = [models.Index(fields=["subscription"], name="issue_credit_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.issue_id}"
