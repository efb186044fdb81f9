"""Files from the bank, their statements, and each movement on an account of ours."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.company.models import BankAccount
from abonent.kit.models import ClockNow, StoredFile
from abonent.ledger.models.posted import posted_row_triggers


class BankFile(models.Model):
    """A file as the bank sent it, kept raw; the same content a second time is the same file."""

    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    format = models.CharField(max_length=30)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "bank_file"

    def __str__(self) -> str:
        return self.sha256[:12]


class BankStatement(models.Model):
    """One statement or notification in a bank file, for one account of ours, with the totals that the bank gives.

    `credit` and `debit` are both positive and count booked entries. `known_lines` and `known_amount` are of the lines
    that were there before, from another file: the lines stored under this statement and those make its net.
    """

    bank_file = models.ForeignKey(BankFile, models.PROTECT, related_name="statements")
    ordinal = models.IntegerField(help_text="place in the file, from 1")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, help_text="statement, notification or report")
    statement_id = models.CharField(max_length=60, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    created_on = models.DateField(null=True)
    entries = models.IntegerField(help_text="booked entries as the bank counts them: a batch is one")
    credit = models.DecimalField(max_digits=16, decimal_places=2)
    debit = models.DecimalField(max_digits=16, decimal_places=2)
    opening_balance = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    closing_balance = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    known_lines = models.IntegerField(default=0)
    known_amount = models.DecimalField(max_digits=16, decimal_places=2, default=0)

    class Meta:
        db_table = "bank_statement"
        constraints = [models.UniqueConstraint(fields=["bank_file", "ordinal"], name="bank_statement_once_per_place")]

    def __str__(self) -> str:
        return self.statement_id


class BankLine(models.Model):
    """One booked movement on an account of ours.

    `fingerprint` is a hash of what makes two lines the same (account, day, amount, reference, counterpart, text);
    `occurrence` counts equal lines, so that two identical real payments are two and a file read twice adds none. What
    became of a line follows from rows: payments, or a `BankLineDecision`; else it is in the unknown queue.
    """

    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="lines", db_constraint=False)
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    fingerprint = models.BinaryField(max_length=32)
    occurrence = models.IntegerField(default=1)
    booked_on = models.DateField()
    value_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=35, blank=True, help_text="normalised candidate reference")
    text = models.CharField(max_length=500, blank=True)
    text_references = ArrayField(models.CharField(max_length=35), help_text="what may be references in the text, the likeliest first")
    end_to_end_id = models.CharField(max_length=60, blank=True)
    counterpart_name = models.CharField(max_length=140, blank=True)
    counterpart_account = models.CharField(max_length=60, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True, help_text="a hint only: banks repeat them")
    is_reversal = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=10, blank=True)
    is_batch_sum = models.BooleanField(default=False, help_text="a sum whose payments its file does not list")
    batch_amount = models.DecimalField(
        max_digits=16, decimal_places=2, null=True, help_text="the sum that the bank booked, where this is one of its payments"
    )

    class Meta:
        db_table = "bank_line"
        constraints = [models.UniqueConstraint(fields=["bank_account", "fingerprint", "occurrence"], name="bank_line_once")]
        indexes = [
            models.Index(fields=["bank_account", "booked_on"], name="bank_line_by_day"),
            models.Index(fields=["counterpart_account"], condition=~Q(counterpart_account=""), name="bank_line_by_counterpart"),
        ]
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount}"


class StagedBankLine(models.Model):
    """A line on its way in: filled by COPY and emptied in the transaction that promotes it. The table is unlogged."""

    pk = models.CompositePrimaryKey("upload_id", "ordinal")
    upload_id = models.UUIDField()
    ordinal = models.IntegerField()
    statement_ordinal = models.IntegerField()
    entry_number = models.IntegerField()
    booked_on = models.DateField()
    value_on = models.DateField(null=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=35)
    text = models.CharField(max_length=500)
    text_references = ArrayField(models.CharField(max_length=35))
    end_to_end_id = models.CharField(max_length=60)
    counterpart_name = models.CharField(max_length=140)
    counterpart_account = models.CharField(max_length=60)
    bank_reference = models.CharField(max_length=60)
    is_reversal = models.BooleanField()
    return_reason = models.CharField(max_length=10)
    is_batch_sum = models.BooleanField()
    is_itemised = models.BooleanField()

    class Meta:
        db_table = "staging_bank_line"

    def __str__(self) -> str:
        return f"{self.upload_id} {self.ordinal}"


class UnknownBankLine(models.Model):
    """The worklist of bank lines that nothing has been decided about: in it until paid in, set aside or returned."""

    bank_line = models.OneToOneField(BankLine, models.CASCADE, primary_key=True, related_name="unknown", db_constraint=False)

    class Meta:
        db_table = "unknown_bank_line"

    def __str__(self) -> str:
        return str(self.bank_line_id)


class BankLineDecision(models.Model):
    """That a person or a rule said what a line is when it is no customer's payment: a fee, an own transfer ...

    `itemised`: the bank booked a sum, and its payments came in another file. A decision that was taken back keeps its row.
    """

    class Kind(models.TextChoices):
        FEE = "fee", _("Bank fee")
        TRANSFER = "transfer", _("Between own accounts")
        INTEREST = "interest", _("Interest")
        ITEMISED = "itemised", _("Its payments came singly")

    bank_line = models.ForeignKey(BankLine, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=ClockNow())
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "bank_line_decision"
        constraints = [
            models.UniqueConstraint(fields=["bank_line"], condition=Q(taken_back_at__isnull=True), name="bank_line_decided_once"),
            models.CheckConstraint(condition=Q(kind__in=["fee", "transfer", "interest", "itemised"]), name="bank_line_decision_known"),
        ]

    def __str__(self) -> str:
        return self.kind
