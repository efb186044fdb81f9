"""Receivable, payment, allocation, journal, bank file."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.kit.models import ClockNow, StoredFile
from abonent.organisation.models import LegalEntity, Unit


class Receivable(models.Model):
    """A claim on a customer: an invoice, a fee, interest, a deposit or an imported balance.

    Positive amounts are owed to us; a credit note opens a negative one, which is allocated like a payment.
    """

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    opened_on = models.DateField()
    due_on = models.DateField()
    reference = models.CharField(max_length=35, help_text="bare payment reference, without spaces")
    source_kind = models.CharField(max_length=20, help_text="invoice, credit_note, claim, deposit, imported")
    document_number = models.CharField(max_length=30, help_text="what the customer knows it by")
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "receivable"
        indexes = [models.Index(fields=["reference"], name="receivable_by_reference")]

    def __str__(self) -> str:
        return self.document_number


class OpenReceivable(models.Model):
    """The worklist of what is not settled: derived from receivables and allocations, kept in the same transaction."""

    receivable = models.OneToOneField(Receivable, models.CASCADE, primary_key=True, related_name="open", db_constraint=False)
    open_amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        db_table = "open_receivable"
        constraints = [models.CheckConstraint(condition=~Q(open_amount=0), name="open_receivable_is_open")]

    def __str__(self) -> str:
        return str(self.receivable_id)


class Payment(models.Model):
    """Money received from (positive) or paid back to (negative) a customer. What is not allocated is on account."""

    METHODS = [("bank", _("Bank")), ("cash", _("Cash")), ("card", _("Card")), ("manual", _("By hand"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_constraint=False)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    received_on = models.DateField()
    method = models.CharField(max_length=10, choices=METHODS)
    bank_line = models.OneToOneField("BankLine", models.PROTECT, null=True, related_name="payment", db_constraint=False)
    remark = models.CharField(max_length=200, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(db_default=ClockNow())
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "payment"
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="payment_of_something")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class Allocation(models.Model):
    """That part of a payment (or of a credit note's negative receivable) settles a receivable. Undone by its negative."""

    receivable = models.ForeignKey(Receivable, models.PROTECT, related_name="allocations", db_constraint=False)
    payment = models.ForeignKey(Payment, models.PROTECT, null=True, related_name="allocations", db_constraint=False)
    credit = models.ForeignKey(Receivable, models.PROTECT, null=True, related_name="credit_allocations", db_constraint=False)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    allocated_on = models.DateField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    reason = models.JSONField(help_text="why this item: code and parameters")
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "allocation"
        constraints = [
            models.CheckConstraint(condition=Q(payment__isnull=False) ^ Q(credit__isnull=False), name="allocation_from_one_place"),
            models.CheckConstraint(condition=~Q(amount=0), name="allocation_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} -> {self.receivable_id}"


class Account(models.Model):
    """An account of an entity's books."""

    KINDS = [("asset", _("Asset")), ("liability", _("Liability")), ("revenue", _("Revenue")), ("cost", _("Cost"))]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=KINDS)

    class Meta:
        db_table = "account"
        ordering = ["entity", "code"]
        constraints = [models.UniqueConstraint(fields=["entity", "code"], name="account_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AccountMapping(models.Model):
    """Which account a purpose is posted to; the most specific row wins (product and VAT class, then either, then none)."""

    PURPOSES = [
        ("receivable", _("Receivables")),
        ("prepaid", _("Prepaid subscriptions")),
        ("revenue", _("Revenue")),
        ("vat", _("Output VAT")),
        ("rounding", _("Rounding")),
        ("bank", _("Bank")),
        ("on_account", _("Unallocated payments")),
        ("unknown", _("Unknown payments")),
        ("loss", _("Losses on receivables")),
    ]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="account_mappings")
    purpose = models.CharField(max_length=12, choices=PURPOSES)
    revenue_class = models.CharField(max_length=30, blank=True)
    product_id = models.BigIntegerField(null=True)
    tax_category = models.CharField(max_length=20, blank=True)
    account = models.ForeignKey(Account, models.PROTECT, related_name="mappings")

    class Meta:
        db_table = "account_mapping"
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "purpose", "revenue_class", "product_id", "tax_category"], name="account_mapping_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.purpose


class JournalEntry(models.Model):
    """One event in the books of an entity. Its lines sum to zero per currency, proved by a statement-level trigger."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    posted_on = models.DateField()
    kind = models.CharField(max_length=20, help_text="invoice, credit_note, payment, allocation, release, write_off")
    source_id = models.BigIntegerField(help_text="id of the row of its kind")
    text = models.CharField(max_length=80)
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "journal_entry"
        indexes = [models.Index(fields=["kind", "source_id"], name="journal_entry_by_source")]

    def __str__(self) -> str:
        return self.text


class JournalLine(models.Model):
    """Debit positive, credit negative; in the document's currency and in that of the books."""

    pk = models.CompositePrimaryKey("entry_id", "ordinal")
    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="lines", db_constraint=False, db_index=False)
    ordinal = models.SmallIntegerField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    tax_category = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3)
    document_amount = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="in the entity's currency")

    class Meta:
        db_table = "journal_line"

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.ordinal}"


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
    """One statement or notification in a bank file, for one account of ours."""

    bank_file = models.ForeignKey(BankFile, models.PROTECT, related_name="statements")
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=12, help_text="statement, notification or report")
    statement_id = models.CharField(max_length=60)
    created_on = models.DateField(null=True)
    opening_balance = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    closing_balance = models.DecimalField(max_digits=16, decimal_places=2, null=True)

    class Meta:
        db_table = "bank_statement"

    def __str__(self) -> str:
        return self.statement_id


class BankLine(models.Model):
    """One booked movement on an account of ours.

    `fingerprint` is a hash of what makes two lines the same (account, day, amount, reference, text, counterpart);
    `occurrence` counts equal lines, so that two identical real payments are two and a file read twice adds none. What
    became of a line follows from rows: a payment, or `BankLineDecision`; else it is in the unknown queue.
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
    counterpart_name = models.CharField(max_length=140, blank=True)
    counterpart_account = models.CharField(max_length=40, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True, help_text="a hint only: banks repeat them")
    is_reversal = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=10, blank=True)

    class Meta:
        db_table = "bank_line"
        constraints = [models.UniqueConstraint(fields=["bank_account", "fingerprint", "occurrence"], name="bank_line_once")]
        indexes = [models.Index(fields=["bank_account", "booked_on"], name="bank_line_by_day")]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount}"


class UnknownBankLine(models.Model):
    """The worklist of bank lines that nothing has been decided about: in it until paid in, set aside or returned."""

    bank_line = models.OneToOneField(BankLine, models.CASCADE, primary_key=True, related_name="unknown", db_constraint=False)

    class Meta:
        db_table = "unknown_bank_line"

    def __str__(self) -> str:
        return str(self.bank_line_id)


class BankLineDecision(models.Model):
    """That a person or a rule said what a line is when it is no customer's payment: bank fee, own transfer, paid out."""

    KINDS = [("fee", _("Bank fee")), ("transfer", _("Own transfer")), ("paid_out", _("Paid out")), ("interest", _("Interest"))]

    bank_line = models.OneToOneField(BankLine, models.PROTECT, related_name="decision")
    kind = models.CharField(max_length=10, choices=KINDS)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "bank_line_decision"

    def __str__(self) -> str:
        return self.kind
