"""That another number of copies comes from a day on, and what that makes of the price of each term that is sold."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from abonent.charges.models import PriceTrace
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription
from abonent.subscriptions.models.term import Term


class CopiesChange(models.Model):
    """From the issue of `from_on` on `copies` come, until the next change. Taken back, the row stays and says by whom and when."""

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="copies_changes", db_index=False)
    from_on = models.DateField()
    copies = models.PositiveIntegerField()
    copies_before = models.PositiveIntegerField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "copies_change"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "from_on"], condition=Q(withdrawn_at__isnull=True), name="copies_change_once_a_day"
            ),
            models.CheckConstraint(condition=Q(copies__gte=1, copies_before__gte=1), name="copies_change_of_copies"),
        ]
        indexes = [models.Index(fields=["subscription"], name="copies_change_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.copies} {self.from_on}"


class CopiesSettlement(models.Model):
    """What a change of copies makes of a term that is sold for another number: charged above zero, credited below.

    `price` is what the whole term costs for the new number; empty while it is not known. `issues` of `sold` come with that number.
    """

    change = models.ForeignKey(CopiesChange, models.PROTECT, related_name="settlements", db_index=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="copies_settlements", db_constraint=False)
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    trace = models.ForeignKey(PriceTrace, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    sold = models.PositiveIntegerField(default=0, help_text="issues of the term as it was sold; days where it brings none")
    issues = models.PositiveIntegerField(default=0, help_text="those that come with the new number")
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)

    class Meta:
        db_table = "copies_settlement"
        constraints = [models.UniqueConstraint(fields=["change", "term"], name="copies_settlement_once")]

    def __str__(self) -> str:
        return f"{self.change_id} {self.term_id}"
