"""What was frozen of an issue: the list, its copies, its sums, and the files that were made of it. Nothing of it is ever edited."""

from __future__ import annotations

import builtins

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.customers.models import Place
from abonent.distribution.models.route import Route
from abonent.distribution.models.sorting import PRINTED_WAYS
from abonent.editions.models import Issue
from abonent.kit.models import ClockNow, StoredFile
from abonent.runs.models import Run
from abonent.subscriptions.copies import DUE
from abonent.subscriptions.models import Subscription

NEW, CHANGED, STOPPED = "new", "changed", "stopped"
CHANGES = [("", _("As frozen")), (NEW, _("New")), (CHANGED, _("Changed")), (STOPPED, pgettext_lazy("copies", "Stopped"))]

POST_FILE, CARRIER_BOOK, ROUTE_SUMMARY, LABELS, DELTA = "post_file", "carrier_book", "route_summary", "labels", "delta"


class FrozenLists(models.QuerySet["FrozenList"]):
    """Words for sets of lists."""

    def standing(self) -> FrozenLists:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)

    def freezes(self) -> FrozenLists:
        """Whole lists, no addenda."""
        return self.filter(number=0)


class FrozenList(models.Model):
    """The copies of an issue that go one way, as they were at a moment; number 0 is the freeze, 1 and on are its addenda.

    Taken back before anything of it left the house, the row stays and says when; another takes its number.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, related_name="frozen_lists")
    delivery_method = models.CharField(max_length=12, choices=PRINTED_WAYS)
    number = models.PositiveSmallIntegerField(default=0)
    run = models.ForeignKey(Run, models.PROTECT, related_name="frozen_lists")
    frozen_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FrozenLists.as_manager()

    class Meta:
        db_table = "frozen_list"
        constraints = [
            models.UniqueConstraint(fields=["issue", "delivery_method", "number"], condition=Q(withdrawn_at=None), name="frozen_list_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_at IS NOT NULL OR (OLD.issue_id, OLD.delivery_method, OLD.number, OLD.run_id, OLD.frozen_at) "
                    "IS DISTINCT FROM (NEW.issue_id, NEW.delivery_method, NEW.number, NEW.run_id, NEW.frozen_at)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.delivery_method} {self.number}"

    @property
    def url(self) -> str:
        """Where its sums and files are."""
        return reverse("distribution:frozen_list", args=[self.pk])


class FrozenCopy(models.Model):
    """What becomes of the copies of one subscription: where they go, or that they rest. In an addendum what is other than before.

    Narrow, for there are as many as subscriptions, every day. Who gets it stands there only where a name is on the copy.
    """

    pk = models.CompositePrimaryKey("list_id", "subscription_id")
    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="copies", db_constraint=False, db_index=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    copies = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    change = models.CharField(max_length=8, choices=CHANGES, blank=True, help_text="in an addendum: how it differs from the lists before")
    position = models.TextField(null=True, db_collation="C", help_text="in the walk of the route")
    receiver = models.TextField(blank=True)
    care_of = models.TextField(blank=True)

    class Meta:
        db_table = "frozen_copy"
        constraints = [
            models.CheckConstraint(condition=Q(change__in=["", NEW, CHANGED, STOPPED]), name="frozen_copy_change_known"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="frozen_copy_of_some_copies"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.subscription_id}"

    @property
    def is_due(self) -> bool:
        """Whether it comes to a door."""
        return self.outcome in DUE


class FrozenSum(models.Model):
    """The copies of a list by route and by what becomes of them: what boards and weeks are compared by."""

    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="sums", db_index=False)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+", db_index=False)
    outcome = models.CharField(max_length=12)
    change = models.CharField(max_length=8, choices=CHANGES, blank=True)
    subscriptions = models.PositiveIntegerField()
    copies = models.PositiveIntegerField()

    class Meta:
        db_table = "frozen_sum"
        constraints = [
            models.UniqueConstraint(fields=["list", "route", "outcome", "change"], nulls_distinct=False, name="frozen_sum_once"),
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.list_id} {self.route_id} {self.outcome}"


class FrozenFile(models.Model):
    """A file made of a list for carriers, press or post; `part` counts them where one kind is several. Once fetched, the list stays."""

    KINDS = [
        (POST_FILE, _("File for press and post")),
        (CARRIER_BOOK, _("Carrier book")),
        (ROUTE_SUMMARY, _("Route summary")),
        (LABELS, _("Bundle labels")),
        (DELTA, _("What changed since the issue before")),
    ]

    list = models.ForeignKey(FrozenList, models.PROTECT, related_name="files", db_index=False)
    kind = models.CharField(max_length=14, choices=KINDS)
    part = models.PositiveSmallIntegerField(default=0)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    lines = models.PositiveIntegerField()
    remarks = models.JSONField(default=builtins.list, help_text="characters that the file could not hold: line, column, field, code")
    made_at = models.DateTimeField(db_default=ClockNow())
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "frozen_file"
        ordering = ["kind", "part"]
        constraints = [
            models.UniqueConstraint(fields=["list", "kind", "part"], name="frozen_file_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[POST_FILE, CARRIER_BOOK, ROUTE_SUMMARY, LABELS, DELTA]), name="frozen_file_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.kind} {self.part}"
