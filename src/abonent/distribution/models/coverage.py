"""What was laid out to the households of an area, or sent to people by name: the distribution, and the doors or people it goes to. Nothing of
it is ever edited."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer, Place
from abonent.distribution.models.route import METHODS, Route
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity

EVERYBODY, WITHOUT, ONLY = "all", "without", "only"
READERS = [
    (EVERYBODY, _("Everybody, subscribers too")),
    (WITHOUT, _("Those who do not subscribe")),
    (ONLY, _("Only those who subscribe")),
]
DOOR, PERSON, ONE_OF_A_HOUSEHOLD = "door", "person", "household"
ADDRESSED_TO = [
    (DOOR, _("To the household, without a name")),
    (PERSON, _("By name, to each person")),
    (ONE_OF_A_HOUSEHOLD, _("By name, one to each household")),
]


class CoverageDistribution(models.Model):
    """That one thing - a free paper, a supplement, a sample - goes to the households of an area on a day, beside what is subscribed to. With
    an `issue` it is that issue, which then goes to more households than to those that subscribe to it.

    The area is some routes, some postal codes, or both; what is addressed by name to who reads some products, or does not, may go everywhere.
    `products` says whose subscribers are meant, none of them that all are. The counts are what was shown when it was frozen: of all households -
    by name, of all people - those left out for what they read, those that refuse, those of whose household another gets it, those without a route.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="coverages")
    name = models.CharField(max_length=80)
    comes_on = models.DateField()
    issue = models.ForeignKey(Issue, models.PROTECT, null=True, related_name="coverages", help_text="empty: it comes by itself")
    delivery_method = models.CharField(max_length=12, choices=METHODS)
    addressed_to = models.CharField(max_length=9, choices=ADDRESSED_TO, default=DOOR)
    readers = models.CharField(max_length=8, choices=READERS)
    products = ArrayField(models.BigIntegerField(), default=list, blank=True)
    routes = ArrayField(models.BigIntegerField(), default=list, blank=True)
    postal_codes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    households = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    housemates = models.PositiveIntegerField(default=0)
    without_route = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()
    frozen_at = models.DateTimeField(db_default=ClockNow())
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "coverage_distribution"
        ordering = ["-comes_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(readers__in=[EVERYBODY, WITHOUT, ONLY]), name="coverage_readers_known"),
            models.CheckConstraint(condition=Q(delivery_method__in=["carrier", "post"]), name="coverage_method_known"),
            models.CheckConstraint(condition=Q(addressed_to__in=[DOOR, PERSON, ONE_OF_A_HOUSEHOLD]), name="coverage_addressed_to_known"),
            models.CheckConstraint(
                condition=~Q(routes=[], postal_codes=[]) | (~Q(addressed_to=DOOR) & ~Q(readers=EVERYBODY) & ~Q(products=[])),
                name="coverage_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(households=F("copies") + F("left_out") + F("refused") + F("housemates") + F("without_route")),
                name="coverage_adds_up",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_at IS NOT NULL OR (OLD.entity_id, OLD.name, OLD.comes_on, OLD.issue_id, OLD.routes, OLD.postal_codes, OLD.copies) "
                    "IS DISTINCT FROM (NEW.entity_id, NEW.name, NEW.comes_on, NEW.issue_id, NEW.routes, NEW.postal_codes, NEW.copies)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_name(self) -> bool:
        """Whether it is addressed to people."""
        return self.addressed_to != DOOR

    @property
    def everywhere(self) -> bool:
        """Whether no area is named."""
        return not self.routes and not self.postal_codes

    @property
    def url(self) -> str:
        """Where its counts and files are."""
        return reverse("distribution:coverage", args=[self.pk])


class CoverageCopy(models.Model):
    """How many copies of a coverage distribution come to a door, by which route, and where in its walk. No name: it is to the household."""

    pk = models.CompositePrimaryKey("coverage_id", "place_id")
    coverage = models.ForeignKey(CoverageDistribution, models.PROTECT, related_name="doors", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    position = models.TextField(null=True, db_collation="C")
    copies = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "coverage_copy"
        constraints = [models.CheckConstraint(condition=Q(copies__gte=1), name="coverage_copy_of_some_copies")]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.coverage_id}/{self.place_id}"


class CoverageReceiver(models.Model):
    """To whom a coverage distribution comes that is addressed by name, where, by which route, and where in its walk. One copy each."""

    pk = models.CompositePrimaryKey("coverage_id", "customer_id")
    coverage = models.ForeignKey(CoverageDistribution, models.PROTECT, related_name="receivers", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    position = models.TextField(null=True, db_collation="C")
    receiver = models.CharField(max_length=170)
    care_of = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "coverage_receiver"
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.coverage_id}/{self.customer_id}"
