"""Take people out of the files of documents that the law on bookkeeping no longer wants kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from abonent.billing.models import AccountLetter, InvoiceFile, InvoiceSending, OutboxDocument, PrintFile
from abonent.billing.operations.printing import OWNER
from abonent.kit import documents
from abonent.kit.documents import PDF, Pages
from abonent.kit.files import empty, forget, read_stored, store
from abonent.kit.models import StoredFile


def forget_pages(people: Sequence[int], today: date) -> None:
    """Take the documents of payers out of the files they stand in, and empty the print files that they went out with.

    What others have in the same file is kept in a new one; everything in a print file went out on one day, and is made again if
    anybody asks.
    """
    theirs = InvoiceFile.objects.filter(invoice__payer__in=people)
    shared = InvoiceFile.objects.filter(stored_file__in=theirs.values("stored_file")).select_related("stored_file", "invoice")
    for stored, together in groupby(shared.order_by("stored_file", "first_page"), key=lambda file: file.stored_file):
        _forget_in(stored, list(together), set(people))
    printed = PrintFile.objects.filter(pk__in=InvoiceSending.objects.filter(invoice__payer__in=people).values("print_file"))
    for print_file in printed.filter(stored_file__size__gt=0).select_related("stored_file"):
        assert print_file.stored_file is not None
        empty(print_file.stored_file)


def forget_sent_documents(people: Sequence[int], today: date) -> None:
    """Empty the files that were sent of payers' documents electronically, and what was answered; that they were sent stays."""
    for document in OutboxDocument.objects.filter(invoice__payer__in=people).select_related("stored_file", "answer"):
        for file in (document.stored_file, document.answer):
            if file and file.size:
                empty(file)


def forget_account_letters(people: Sequence[int], today: date) -> None:
    """Empty the letters about the accounts of people; that they were written stays."""
    printed = PrintFile.objects.filter(run_id__in=AccountLetter.objects.filter(customer__in=people, run__isnull=False).values("run"))
    for print_file in printed.filter(stored_file__size__gt=0).select_related("stored_file"):
        assert print_file.stored_file is not None
        empty(print_file.stored_file)
    for letter in AccountLetter.objects.filter(customer__in=people, stored_file__size__gt=0).select_related("stored_file"):
        empty(letter.stored_file)


def _forget_in(stored: StoredFile, files: Iterable[InvoiceFile], people: set[int]) -> None:
    gone = [file for file in files if file.invoice.payer_id in people]
    left = [file for file in files if file.invoice.payer_id not in people]
    if left:
        content = read_stored(stored)
        pages = [documents.extract(content, Pages(file.first_page, file.pages)) for file in left]
        kept = store(name=stored.name, media_type=PDF, content=documents.merge(pages), owner=OWNER)
        first_page = 1
        for file in left:
            file.stored_file, file.first_page = kept, first_page
            first_page += file.pages
        InvoiceFile.objects.bulk_update(left, ["stored_file", "first_page"])
    InvoiceFile.objects.filter(pk__in=[file.pk for file in gone]).delete()
    forget(stored)
