"""The pause: what a product allows, that one was asked for, and what it did to the terms."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import keep_history
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow
from abonent.subscriptions.models.subscription import Subscription
from abonent.subscriptions.models.term import Term

PROLONG, CREDIT, DONATE, NOTHING = "prolong", "credit", "donate", "none"
GIVES = [
    (PROLONG, _("Longer term")),
    (CREDIT, _("Credit on the next invoice")),
    (DONATE, _("The copies are given away")),
    (NOTHING, _("Nothing")),
]
KNOWN = Q(gives__in=["prolong", "credit", "donate", "none"])
ONLY_WHAT_IS_GIVEN_AWAY = Q(donated_to=None) | Q(gives="donate")


@keep_history(of="pause_rule")
class PauseRule(models.Model):
    """What pauses of a product that begin on these days may be like, and what they give for the missed issues.

    Days are counted first and last included; `yearly_days` is what may be paused in a calendar year. `first_weekdays` and
    `last_weekdays` are sets of bits, Monday 1 ... Sunday 64. `donated_to` gets the printed copies where they are given away: a school or a
    hospital, a customer of the register like any other; without one nobody gets them.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="pause_rules")
    during = DateRangeField()
    shortest_days = models.PositiveSmallIntegerField(default=1)
    longest_days = models.PositiveSmallIntegerField(null=True, blank=True)
    yearly_days = models.PositiveSmallIntegerField(null=True, blank=True)
    first_weekdays = models.PositiveSmallIntegerField(default=127)
    last_weekdays = models.PositiveSmallIntegerField(default=127)
    open_ended = models.BooleanField(default=True)
    digital_goes_on = models.BooleanField(default=False)
    gives = models.CharField(max_length=8, choices=GIVES, default=PROLONG)
    donated_to = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "pause_rule"
        constraints = [
            ExclusionConstraint(
                name="pause_rule_one_at_a_time",
                expressions=[("product", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=KNOWN, name="pause_rule_gives_known"),
            models.CheckConstraint(condition=ONLY_WHAT_IS_GIVEN_AWAY, name="pause_rule_donates_what_is_given_away"),
            models.CheckConstraint(condition=Q(shortest_days__gte=1), name="pause_rule_of_a_day"),
            models.CheckConstraint(
                condition=Q(longest_days=None) | Q(longest_days__gte=F("shortest_days")), name="pause_rule_longest_not_below_shortest"
            ),
            models.CheckConstraint(
                condition=Q(first_weekdays__gte=1, first_weekdays__lte=127, last_weekdays__gte=1, last_weekdays__lte=127),
                name="pause_rule_weekdays_are_bits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.gives}"


@keep_history(of="pause")
class Pause(models.Model):
    """That no paper comes from a day until before another; without an end until somebody resumes.

    What it gives, to whom, and whether the digital edition goes on are those of the rule on the day it was placed. Taken back, the row stays.
    """

    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="pauses", db_index=False)
    during = DateRangeField()
    gives = models.CharField(max_length=8, choices=GIVES)
    donated_to = models.ForeignKey(Customer, models.PROTECT, null=True, blank=True, related_name="+")
    digital_goes_on = models.BooleanField()
    remark = models.CharField(max_length=200, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "pause"
        ordering = ["-during"]
        constraints = [
            ExclusionConstraint(
                name="pause_one_at_a_time",
                expressions=[("subscription", RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(condition=KNOWN, name="pause_gives_known"),
            models.CheckConstraint(condition=ONLY_WHAT_IS_GIVEN_AWAY, name="pause_donates_what_is_given_away"),
            models.CheckConstraint(condition=Q(during__isempty=False, during__lower_inf=False), name="pause_of_some_days"),
        ]
        indexes = [models.Index(fields=["subscription"], name="pause_of_subscription")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.during}"

    @property
    def last_day(self):  # type: ignore[no-untyped-def]
        """The last day without; None while nobody knows."""
        return self.during.upper and self.during.upper - timedelta(days=1)


class TermAdjustment(models.Model):
    """What a pause did to a term: issues missed, those by which the term was made longer, those that were credited and their value.

    prolonged + credited = missed for a pause that gives one or the other. A pause taken back after the next term was invoiced
    leaves the term as long as it is, and what came after all is charged: `credited` and `amount` are then below zero.
    """

    pause = models.ForeignKey(Pause, models.PROTECT, related_name="adjustments", db_index=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="adjustments", db_constraint=False)
    missed = models.PositiveIntegerField()
    prolonged = models.PositiveIntegerField()
    credited = models.IntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, help_text="value of the credited issues; empty until valued")

    class Meta:
        db_table = "term_adjustment"
        constraints = [models.UniqueConstraint(fields=["pause", "term"], name="term_adjustment_once")]

    def __str__(self) -> str:
        return f"{self.pause_id}/{self.term_id}"
