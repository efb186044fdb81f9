"""Makes the files of posted documents when they are sent or opened, and keeps them; the print file of a run.

A batch of documents is one compile and one stored file; each document remembers its pages. What is kept is what was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.documents.design import Designs
from abonent.billing.documents.invoice import TEMPLATE, invoice_data, pro_forma_data
from abonent.billing.models import BillingPlan, Invoice, InvoiceFile, InvoiceLine, InvoiceSending, PrintFile, ProForma
from abonent.billing.rules.document_layouts import PRO_FORMA
from abonent.charges.models import Charge
from abonent.company.logos import drawings_of
from abonent.kit import clock, documents
from abonent.kit.batches import batched
from abonent.kit.documents import PDF, Pages
from abonent.kit.files import read_stored, store
from abonent.kit.refusals import Refusal
from abonent.runs.models import Run
from abonent.runs.operations import demand_no_standstill

OWNER = "invoice_file"
PAPER = "paper"


class CannotPrint(Refusal):
    """A run that has nothing to print, or not yet."""

    sentences = {
        "print.not_done": _("Run %(run)s is not finished. Print it once its invoices are posted."),
        "print.nothing": _("Run %(run)s has no invoice on paper."),
    }


def pdf_of(invoice: Invoice) -> bytes:
    """The document as it was sent, or made now and kept."""
    file = InvoiceFile.objects.filter(invoice=invoice).select_related("stored_file").first() or make_files([invoice])[0]
    content = read_stored(file.stored_file)
    return documents.extract(content, Pages(file.first_page, file.pages))


def pdf_of_pro_forma(pro_forma: ProForma) -> bytes:
    """A pro forma, made from its frozen rows whenever it is wanted: the law keeps none, so neither do we."""
    lines = list(pro_forma.lines.order_by("ordinal"))
    described = Designs().on(pro_forma.entity_id, PRO_FORMA, pro_forma.issued_on)
    paper = pro_forma_data(pro_forma, lines, described, products=products_of(pro_forma))
    pictures = drawings_of([pro_forma.seller.get("logo")])
    return documents.make(TEMPLATE, [paper], at=pro_forma.made_at, pictures=pictures).content


def products_of(pro_forma: ProForma) -> set[int]:
    """Of which products its charges are."""
    return {product for product in Charge.objects.filter(pk__in=pro_forma.charges).values_list("product_id", flat=True) if product}


def invoices_as_files(people: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    """The documents of payers, each under its number; those never sent are made now."""
    for invoice in Invoice.objects.filter(payer__in=people).order_by("id"):
        yield f"{invoice.document_number}.pdf", pdf_of(invoice)


def make_files(invoices: list[Invoice]) -> list[InvoiceFile]:
    """Set documents in one compile and keep them as one stored file."""
    lines = InvoiceLine.objects.filter(invoice__in=invoices).order_by("invoice_id", "ordinal")
    by_invoice = {invoice: list(of_one) for invoice, of_one in groupby(lines, key=lambda line: line.invoice_id)}
    prefetch_related_objects(invoices, "outbox")
    designs = Designs()
    papers = [
        invoice_data(invoice, by_invoice.get(invoice.pk, []), designs.on(invoice.entity_id, invoice.kind, invoice.issued_on))
        for invoice in invoices
    ]
    pictures = drawings_of(invoice.seller.get("logo") for invoice in invoices)
    made = documents.make(TEMPLATE, papers, at=clock.now(), pictures=pictures)
    with transaction.atomic():
        clock.hand_over()
        stored = store(name=_name_of(invoices), media_type=PDF, content=made.content, owner=OWNER)
        return InvoiceFile.objects.bulk_create(
            InvoiceFile(invoice=invoice, stored_file=stored, first_page=pages.first, pages=pages.count)
            for invoice, pages in zip(invoices, made.pages, strict=True)
        )


def ask_for_print_file(*, run: Run, actor: StaffUser | None) -> PrintFile:
    """Note that the paper invoices of a run are wanted in one file; a worker makes it (`continue_printing`)."""
    if run.state != Run.State.DONE:
        raise CannotPrint("print.not_done", run=run.pk)
    if not on_paper(run).exists():
        raise CannotPrint("print.nothing", run=run.pk)
    demand_no_standstill()
    with transaction.atomic():
        clock.hand_over()
        print_file, _is_new = PrintFile.objects.get_or_create(run_id=run.pk, defaults={"asked_by": actor})
    return print_file


def continue_printing(*, run: Run) -> PrintFile:
    """Make the files that are not there yet, batch by batch, then the one file of all. Safe to call again after a kill."""
    print_file = PrintFile.objects.select_related("stored_file").get(run_id=run.pk)
    if print_file.stored_file is not None:
        return print_file
    wanted = on_paper(run)
    for batch in batched(wanted.filter(file=None).select_related("credits").iterator(chunk_size=documents.BATCH), documents.BATCH):
        make_files(batch)
    return _join(run, print_file)


def on_paper(run: Run) -> QuerySet[Invoice]:
    """The documents of a run that go on paper, in the order of their numbers."""
    planned = BillingPlan.objects.filter(run=run, channel=PAPER).values("invoice_id")
    return Invoice.objects.filter(pk__in=planned).order_by("series_id", "number")


def _join(run: Run, print_file: PrintFile) -> PrintFile:
    files = list(InvoiceFile.objects.filter(invoice__in=on_paper(run)).order_by("invoice__series_id", "invoice__number"))
    content = documents.merge(_parts(files))
    invoice_ids = [file.invoice_id for file in files]
    with transaction.atomic():
        clock.hand_over()
        locked = PrintFile.objects.select_for_update(of=("self",)).get(pk=print_file.pk)
        if locked.stored_file_id is None:
            locked.stored_file = store(name=f"print-{run.pk}.pdf", media_type=PDF, content=content, owner="print_file")
            locked.invoices, locked.pages, locked.made_at = len(files), sum(file.pages for file in files), clock.now()
            locked.save()
            InvoiceSending.objects.bulk_create(
                [InvoiceSending(invoice_id=invoice, channel=PAPER, print_file=locked, sent_by=locked.asked_by) for invoice in invoice_ids],
                batch_size=5000,
            )
    return locked


def _parts(files: Iterable[InvoiceFile]) -> Iterator[bytes]:
    """The stored files in their order, each opened once for the documents that stand together in it."""
    for _stored, together in groupby(files, key=lambda file: file.stored_file_id):
        parts = list(together)
        content = read_stored(parts[0].stored_file)
        first, latest = parts[0].first_page, parts[-1].first_page + parts[-1].pages - 1
        yield documents.extract(content, Pages(first, latest - first + 1))


def _name_of(invoices: list[Invoice]) -> str:
    first, latest = invoices[0].document_number, invoices[-1].document_number
    return f"{first}.pdf" if first == latest else f"{first}-{latest}.pdf"
