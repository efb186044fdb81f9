"""What was put together for printer and post besides the copies of issues: the consignment, and its pieces. Each piece goes once."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from abonent.customers.models import Customer, Place
from abonent.distribution.models.sorting import SortProfile
from abonent.kit.models import ClockNow
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.subscriptions.models import Subscription


class Consignment(models.Model):
    """Letters, invoices or gifts of a run, addressed and put in order together; `kind` is what the folder that knows of them calls them.

    Of the pieces of the run some went with a consignment before, and some have no address: both are counted as they were shown.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="consignments")
    kind = models.CharField(max_length=16)
    run = models.ForeignKey(Run, models.PROTECT, related_name="consignments")
    profile = models.ForeignKey(SortProfile, models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: as is usual there")
    pieces = models.PositiveIntegerField()
    sent_before = models.PositiveIntegerField()
    without_address = models.PositiveIntegerField()
    made_at = models.DateTimeField(db_default=ClockNow())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "consignment"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(pieces__gte=1), name="consignment_of_some_pieces"),
            models.CheckConstraint(condition=Q(fetched_at=None) | Q(withdrawn_at=None), name="consignment_stands_once_fetched"),
        ]
        triggers = [
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="is_put_together",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.withdrawn_at IS NOT NULL OR (OLD.entity_id, OLD.kind, OLD.run_id, OLD.profile_id, OLD.pieces) "
                    "IS DISTINCT FROM (NEW.entity_id, NEW.kind, NEW.run_id, NEW.profile_id, NEW.pieces)"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.run_id}"

    @property
    def url(self) -> str:
        """Where its counts and files are."""
        return reverse("distribution:consignment", args=[self.pk])

    @property
    def label(self) -> Any:
        """What is sent, in the reader's language."""
        from abonent.distribution.consigned import consigned_of

        return consigned_of(self.kind).label


class ConsignedPiece(models.Model):
    """One piece of a consignment: which row of the folder that knows of it (`of_id`), to whom and where. Taken back, it is gone."""

    pk = models.CompositePrimaryKey("consignment_id", "of_id")
    consignment = models.ForeignKey(Consignment, models.PROTECT, related_name="addressed", db_index=False)
    kind = models.CharField(max_length=16)
    of_id = models.BigIntegerField()
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    receiver = models.CharField(max_length=120)
    care_of = models.CharField(max_length=80, blank=True)
    number = models.CharField(max_length=60, help_text="what stands on the piece, so that it finds its address")

    class Meta:
        db_table = "consigned_piece"
        constraints = [models.UniqueConstraint(fields=["kind", "of_id"], name="consigned_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.of_id}"
