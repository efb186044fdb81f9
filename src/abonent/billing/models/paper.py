"""What became of a posted document: its file, the print file it went into, how it was sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from abonent.billing.models.invoice import Invoice
from abonent.kit.models import ClockNow, StoredFile


class InvoiceFile(models.Model):
    """The PDF of a document, made when it is first sent or opened and kept as sent.

    Documents printed together share one stored file; `first_page` (from 1) and `pages` say which part is this one's.
    """

    invoice = models.OneToOneField(Invoice, models.PROTECT, primary_key=True, related_name="file", db_constraint=False)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    first_page = models.IntegerField(default=1)
    pages = models.IntegerField()
    made_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "invoice_file"

    def __str__(self) -> str:
        return str(self.invoice_id)


class PrintFile(models.Model):
    """The one file of a billing run that goes to the printer: the paper invoices one after the other."""

    run_id = models.BigIntegerField(unique=True)
    stored_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", help_text="empty until all parts are made")
    invoices = models.IntegerField(default=0)
    pages = models.IntegerField(default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(db_default=ClockNow())
    made_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "print_file"

    def __str__(self) -> str:
        return str(self.run_id)


class InvoiceSending(models.Model):
    """That a document left the house: by which channel, when, by whose act."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="sendings", db_constraint=False)
    channel = models.CharField(max_length=12)
    print_file = models.ForeignKey(PrintFile, models.PROTECT, null=True, related_name="sendings", db_index=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(db_default=ClockNow())

    class Meta:
        db_table = "invoice_sending"

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.channel}"
