"""The save offer: what is offered to somebody who wants to stop, and what he said to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity
from abonent.subscriptions.models.cancellation import Cancellation, StopReason
from abonent.subscriptions.models.pause import Pause
from abonent.subscriptions.models.subscription import Subscription
from abonent.subscriptions.models.term import Term

PAUSE, ISSUES, DISCOUNT = "pause", "issues", "discount"
GIVES = [
    (PAUSE, _("A pause instead")),
    (ISSUES, _("Free issues, taken off the next invoice")),
    (DISCOUNT, _("A part of the price of the next terms")),
]


@keep_history(of="save_offer")
class SaveOffer(models.Model):
    """What a company offers to whoever wants to stop for a reason; without a reason or a product it is offered for any.

    `count` are the days of the pause, the free issues, or the next terms that cost `percent` less; `say` is the sentence to say,
    language -> text. Those of the lowest `place` are proposed first.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    reason = models.ForeignKey(StopReason, models.PROTECT, null=True, blank=True, related_name="save_offers")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    gives = models.CharField(max_length=8, choices=GIVES)
    count = models.PositiveSmallIntegerField()
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    say = models.JSONField(help_text="language -> text")
    place = models.PositiveSmallIntegerField(default=1)
    retired = models.BooleanField(default=False)

    class Meta:
        db_table = "save_offer"
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(gives__in=["pause", "issues", "discount"]), name="save_offer_gives_known"),
            models.CheckConstraint(
                condition=Q(gives="discount", percent__gt=0, percent__lte=100) | ~Q(gives="discount") & Q(percent=None),
                name="save_offer_discount_has_percent",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="save_offer_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.gives} {self.count}"


class SaveAttempt(models.Model):
    """That an offer was made to somebody who wanted to stop: he took it, or he stopped all the same (`cancellation`).

    What a taken one gave is its pause, the worth of `issues` of a term, credited, or `percent` off so many `terms` from the
    `from_term`-th on. Undone, the row stays and gives nothing.
    """

    save_offer = models.ForeignKey(SaveOffer, models.PROTECT, related_name="attempts")
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="save_attempts")
    reason = models.ForeignKey(StopReason, models.PROTECT, related_name="+", db_index=False)
    taken = models.BooleanField()
    cancellation = models.ForeignKey(Cancellation, models.PROTECT, null=True, related_name="save_attempts")
    pause = models.ForeignKey(Pause, models.PROTECT, null=True, related_name="+")
    term = models.ForeignKey(Term, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    issues = models.PositiveIntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    from_term = models.PositiveIntegerField(null=True)
    terms = models.PositiveSmallIntegerField(null=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "save_attempt"
        constraints = [
            models.CheckConstraint(
                condition=Q(taken=True) | Q(pause=None, term=None, amount=0, percent=None), name="save_attempt_refused_gives_nothing"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="save_attempt_gives"),
            models.CheckConstraint(
                condition=Q(from_term=None, terms=None, percent=None) | Q(from_term__gte=1, terms__gte=1, percent__gt=0),
                name="save_attempt_discounts_terms",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.save_offer_id}"
