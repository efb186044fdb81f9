"""What leaves the journal for the accounting program: how, the plan of an export, and the exports with their entries, sums and file."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from abonent.kit.models import ClockNow, StoredFile
from abonent.ledger.models.journal import Account, JournalEntry
from abonent.ledger.rules.voucher import COST_CENTRE, PROJECT
from abonent.organisation.models import LegalEntity, Unit
from abonent.runs.models import Run


class AccountingProgram(models.Model):
    """How the journal of an entity leaves for its accounting program. Without a row: as is usual in its country."""

    entity = models.OneToOneField(LegalEntity, models.PROTECT, primary_key=True, related_name="accounting_program")
    layout = models.CharField(max_length=20)
    by_day = models.BooleanField(default=False, help_text="one voucher for each day and kind, not for each entry")
    series = models.CharField(max_length=10, blank=True, help_text="of vouchers, as the program calls it")
    unit_dimension = models.PositiveSmallIntegerField(null=True, default=COST_CENTRE, help_text="that units are objects of")
    product_dimension = models.PositiveSmallIntegerField(null=True, default=PROJECT, help_text="that products are objects of")

    class Meta:
        db_table = "accounting_program"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_dimension=None) | Q(product_dimension=None) | ~Q(unit_dimension=F("product_dimension")),
                name="accounting_program_dimensions_differ",
            )
        ]

    def __str__(self) -> str:
        return self.layout


class PlannedExportEntry(models.Model):
    """An entry that a run would export."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    ordinal = models.BigIntegerField()
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "planned_export_entry"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class _Sum(models.Model):
    """Debit and credit of an account, for a unit or for none."""

    ordinal = models.IntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    lines = models.PositiveIntegerField()
    debit = models.DecimalField(max_digits=16, decimal_places=2)
    credit = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        abstract = True


class PlannedExportSum(_Sum):
    """What a run would export, by account and unit."""

    pk = models.CompositePrimaryKey("run_id", "ordinal")
    run = models.ForeignKey(Run, models.CASCADE, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        db_table = "planned_export_sum"

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"


class AccountingExports(models.QuerySet["AccountingExport"]):
    """Words for sets of exports."""

    def standing(self) -> AccountingExports:
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class AccountingExport(models.Model):
    """A batch of journal entries that leaves for the accounting program, once. Its vouchers are numbered on from the batch before.

    Its file is written once and kept: whoever fetches it again gets the same bytes. Once it was fetched, the batch stays.
    """

    run = models.OneToOneField(Run, models.PROTECT, related_name="accounting_export")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="accounting_exports", db_index=False)
    number = models.PositiveIntegerField(help_text="of this entity, from 1")
    before = models.DateField(help_text="what was posted before this day")
    layout = models.CharField(max_length=20)
    by_day = models.BooleanField()
    series = models.CharField(max_length=10, blank=True)
    unit_dimension = models.PositiveSmallIntegerField(null=True)
    product_dimension = models.PositiveSmallIntegerField(null=True)
    first_voucher = models.PositiveBigIntegerField()
    latest_voucher = models.PositiveBigIntegerField()
    entries = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=16, decimal_places=2, help_text="debit, which is credit, in the entity's currency")
    made_at = models.DateTimeField(db_default=ClockNow())
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AccountingExports.as_manager()

    class Meta:
        db_table = "accounting_export"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "number"], name="accounting_export_number_once"),
            models.CheckConstraint(condition=Q(entries__gte=1), name="accounting_export_of_some_entries"),
            models.CheckConstraint(
                condition=Q(first_voucher__gte=1, latest_voucher__gte=F("first_voucher")), name="accounting_export_vouchers_count"
            ),
        ]
        triggers = [pgtrigger.Protect(name="is_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.entity_id}/{self.number}"

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("ledger:accounting_export", args=[self.pk])

    @property
    def vouchers(self) -> int:
        """How many it has."""
        return self.latest_voucher - self.first_voucher + 1


class ExportedEntry(models.Model):
    """That an entry left, and in which voucher. Its key is the entry, so that it leaves at most once; taking the batch back deletes it."""

    entry = models.OneToOneField(JournalEntry, models.PROTECT, primary_key=True, related_name="exported", db_constraint=False)
    export = models.ForeignKey(AccountingExport, models.PROTECT, related_name="exported_entries", db_index=False)
    voucher = models.PositiveBigIntegerField()

    class Meta:
        db_table = "exported_entry"
        indexes = [models.Index(fields=["export", "voucher"], name="exported_entry_by_voucher")]
        triggers = [pgtrigger.Protect(name="is_not_moved", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.export_id}/{self.voucher}"


class ExportedSum(_Sum):
    """What left with a batch, by account and unit."""

    pk = models.CompositePrimaryKey("export_id", "ordinal")
    export = models.ForeignKey(AccountingExport, models.PROTECT, related_name="sums", db_index=False)

    class Meta:
        db_table = "exported_sum"
        triggers = [pgtrigger.Protect(name="is_posted", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.export_id}/{self.ordinal}"


class AccountingFile(models.Model):
    """The file of a batch, with what its writer counted, and what it could not write as it is."""

    export = models.OneToOneField(AccountingExport, models.PROTECT, primary_key=True, related_name="file")
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", db_index=False)
    vouchers = models.PositiveIntegerField()
    lines = models.PositiveIntegerField()
    debit = models.DecimalField(max_digits=16, decimal_places=2)
    credit = models.DecimalField(max_digits=16, decimal_places=2)
    remarks: models.JSONField[Any] = models.JSONField(default=list, help_text="texts with letters that the format does not have")
    made_at = models.DateTimeField(db_default=ClockNow())
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "accounting_file"

    def __str__(self) -> str:
        return f"{self.export_id}"
