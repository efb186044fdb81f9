"""The double-entry journal and its chart of accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from abonent.catalog.models import Product
from abonent.company.models import BankAccount
from abonent.customers.models import Customer
from abonent.ledger.models.posted import posted_row_triggers
from abonent.organisation.models import LegalEntity, Unit


class Account(models.Model):
    """An account of an entity's books. `subledger` names the worklist whose sum its balance must equal."""

    KINDS = [("asset", _("Asset")), ("liability", _("Liability")), ("revenue", _("Revenue")), ("cost", _("Cost"))]
    SUBLEDGERS = [
        ("receivable", _("Open items")),
        ("on_account", _("Payments on account")),
        ("unknown", _("Unknown bank lines")),
        ("bank", _("Bank lines")),
    ]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="accounts")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, choices=KINDS)
    subledger = models.CharField(max_length=10, choices=SUBLEDGERS, blank=True)

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
        ("cash", _("Cash and cards")),
        ("on_account", _("Unallocated payments")),
        ("unknown", _("Unknown bank lines")),
        ("loss", _("Losses on receivables")),
        ("bank_fee", _("Bank fees")),
        ("interest", _("Interest")),
        ("transfer", _("Money between own accounts")),
    ]

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="account_mappings")
    purpose = models.CharField(max_length=12, choices=PURPOSES)
    revenue_class = models.CharField(max_length=30, blank=True)
    product_id = models.BigIntegerField(null=True)
    tax_category = models.CharField(max_length=20, blank=True)
    bank_account = models.ForeignKey(
        BankAccount, models.PROTECT, null=True, related_name="account_mappings", help_text="for the purpose bank"
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="mappings")

    class Meta:
        db_table = "account_mapping"
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "purpose", "revenue_class", "product_id", "tax_category", "bank_account"],
                name="account_mapping_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def is_specific(self) -> bool:
        """Whether there is another row for what it is not for, so that it can be taken away."""
        return bool(self.product_id or self.tax_category or self.revenue_class) and not self.bank_account_id


class JournalEntry(models.Model):
    """One event in the books of an entity. Its lines sum to zero per currency, proved by a statement-level trigger."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    posted_on = models.DateField()
    kind = models.CharField(max_length=20, help_text="invoice, credit_note, bank, payment, allocation, write_off, set_aside, release")
    source_id = models.BigIntegerField(help_text="id of the row of its kind")
    text = models.CharField(max_length=80)
    run_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "journal_entry"
        indexes = [models.Index(fields=["kind", "source_id"], name="journal_entry_by_source")]
        triggers = posted_row_triggers()

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
    product = models.ForeignKey(Product, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False)
    tax_category = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3)
    document_amount = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="in the entity's currency")

    class Meta:
        db_table = "journal_line"
        triggers = posted_row_triggers()

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.ordinal}"
