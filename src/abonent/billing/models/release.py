"""The release of deferred revenue: its plan, the releases with their lines, and which entries of the journal they have counted."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from abonent.catalog.models import Product
from abonent.kit.models import ClockNow
from abonent.ledger.models import Account, JournalEntry
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Run


class _Released(models.Model):
    """What became of a sort of deferred revenue until the end of a day: `earned` is what makes it add up."""

    ordinal = models.IntegerField()
    released_on = models.DateField()
    prepaid_account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    revenue_account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    tax_category = models.CharField(max_length=20)
    revenue_class = models.CharField(max_length=30)
    currency = models.CharField(max_length=3)
    opening = models.DecimalField(max_digits=16, decimal_places=2)
    invoiced = models.DecimalField(max_digits=16, decimal_places=2)
    earned = models.DecimalField(max_digits=16, decimal_places=2)
    closing = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        abstract = True


class PlannedRelease(_Released):
    """What a run would release; without an account where none is mapped."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "planned_release"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class PlannedReleaseEntry(models.Model):
    """An entry that posted something as prepaid and that no release has counted yet: a run would."""

    pk = models.CompositePrimaryKey("run_id", "entry_id")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "planned_release_entry"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.entry_id}"


class RevenueRelease(models.Model):
    """That what was earned until the end of a day left the prepaid accounts of an entity for its revenue.

    A release is never taken back: the next one starts from what it left, so that it puts right what has become known since.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="revenue_release")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="revenue_releases", db_index=False)
    until = models.DateField(help_text="the last day whose issues are earned")
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "revenue_release"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["entity", "until"], name="revenue_release_once_a_day")]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entity_id} {self.until}"

    @property
    def url(self) -> str:
        """Its page, which is that of the plan it was."""
        return reverse("billing:revenue_release", args=[self.run_id])


class RevenueReleaseLine(_Released):
    """A sort of deferred revenue in a release, with the entry that posted what was earned, if anything was."""

    pk = models.CompositePrimaryKey("release_id", "ordinal")
    release = models.ForeignKey(RevenueRelease, models.PROTECT, related_name="lines", db_index=False)
    entry = models.ForeignKey(JournalEntry, models.PROTECT, null=True, related_name="+", db_constraint=False)

    class Meta:
        db_table = "revenue_release_line"
        constraints = [
            models.CheckConstraint(condition=Q(closing=F("opening") + F("invoiced") - F("earned")), name="revenue_release_line_adds_up")
        ]
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.ordinal}"


class ReleasedEntry(models.Model):
    """That a release has counted what an entry posted as prepaid. Its key is the entry, so that it is counted once."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, primary_key=True, related_name="+", db_constraint=False)
    release = models.ForeignKey(RevenueRelease, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        db_table = "released_entry"
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entry_id}"
