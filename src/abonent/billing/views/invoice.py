"""The page of an invoice or credit note: its lines with their reasons, what was paid, the journal, its file; and crediting it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.forms import CreditForm
from abonent.billing.models import Invoice, InvoiceFile, InvoiceLine, OutboxDocument
from abonent.billing.operations import CreditEffect, credit_lines, creditable, preview_credit
from abonent.billing.operations.electronic import formats_left
from abonent.billing.operations.mailing import EMAIL, KIND, mail_address
from abonent.billing.operations.printing import pdf_of
from abonent.billing.queries import visible_invoices, with_state
from abonent.billing.receipts import receipt_of_invoice, receipt_of_line
from abonent.billing.rules.account_words import reference_in_groups
from abonent.billing.rules.line_words import line_text, note_text, part_text
from abonent.billing.views.invoice_list import KINDS, STATES
from abonent.billing.views.mailing import mail_and_say
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.rules.address_lines import address_lines
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.ledger.models import Account, Allocation, JournalEntry, JournalLine
from abonent.ui import open_records, toasts, wording
from abonent.ui.forms import refuse, refused
from abonent.ui.lists.reader import present_reader


@dataclass(frozen=True)
class ShownLine:
    """A line in words, with what is left of it to credit."""

    line: InvoiceLine
    text: str
    part: str
    note: str
    quantity: str
    rate: str
    left: Decimal


@dataclass(frozen=True)
class ShownPosting:
    """A line of the journal with its amount on its side."""

    account: Account
    debit: Decimal | None
    credit: Decimal | None


@permit("billing.see")
def invoice_page(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """The document."""
    invoice = _mine(request, invoice_id)
    open_records.remember(request, label=invoice.document_number, url=request.path, icon="file-invoice")
    return render(request, "billing/invoice.html", _facts(request, invoice))


@permit("billing.see")
def why(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """Why the document comes to what it does."""
    invoice = _mine(request, invoice_id)
    return _receipt(request, receipt_of_invoice(invoice, language=present_reader().language))


@permit("billing.see")
def why_line(request: StaffRequest, invoice_id: int, ordinal: int) -> HttpResponse:
    """Why a line costs what it does."""
    _mine(request, invoice_id)
    line = get_object_or_404(InvoiceLine.objects.select_related("invoice", "trace"), invoice=invoice_id, ordinal=ordinal)
    return _receipt(request, receipt_of_line(line, language=present_reader().language))


@permit("billing.see")
def pdf(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """The file as it was sent; made and kept when it is opened for the first time."""
    invoice = _mine(request, invoice_id)
    try:
        content = pdf_of(invoice)
    except FileNotFoundError:
        toasts.warn(
            request,
            _("The file of %(document)s is not in the archive. Bring the folder of files back from its own backup.")
            % {"document": invoice.document_number},
        )
        return redirect(invoice.url)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(invoice.document_number)}.pdf"'
    return response


@permit("billing.credit")
def credit(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """The form that credits lines, with its effect; the preview is what posting writes."""
    invoice = _mine(request, invoice_id)
    left = creditable(invoice=invoice)
    ordinal = request.GET.get("line", "")
    address = mail_address(invoice) if request.user.may("billing.mail") else ""
    form = CreditForm(
        request.POST or None,
        left=left,
        chosen=int(ordinal) if ordinal.isdigit() else None,
        address=address,
        mails=invoice.channel == EMAIL,
    )
    if request.method != "POST":
        return render(request, "billing/credit.html", _credit_facts(request, invoice, form))
    if not form.is_valid():
        return refused(request, "billing/credit.html", _credit_facts(request, invoice, form))
    today = clock.today(invoice.entity.zone)
    if "preview" in request.POST:
        return render(request, "billing/credit_effect.html", _credit_facts(request, invoice, form))
    try:
        note = credit_lines(invoice=invoice, amounts=form.amounts, actor=request.user, today=today, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        refuse(form, refusal)
        return refused(request, "billing/credit.html", _credit_facts(request, invoice, form))
    toasts.say(request, _("Credit note %(number)s is posted.") % {"number": note.document_number})
    if form.mails:
        mail_and_say(request, note)
    return redirect(note.url)


def _credit_facts(request: StaffRequest, invoice: Invoice, form: CreditForm) -> dict[str, Any]:
    return {"invoice": invoice, "form": form, "lines": form.lines(_lines(invoice)), **_effect(request, invoice, form)}


def _effect(request: StaffRequest, invoice: Invoice, form: CreditForm) -> dict[str, Any]:
    """What the credit would do, or why it cannot be done."""
    amounts = form.amounts if form.is_bound else form.proposed
    if not amounts or (form.is_bound and not form.is_valid()):
        return {"effect": None, "why_not": _("Choose what to credit.")}
    try:
        effect: CreditEffect = preview_credit(invoice=invoice, amounts=amounts, actor=request.user, today=clock.today(invoice.entity.zone))
    except Refusal as refusal:
        return {"effect": None, "why_not": str(refusal)}
    return {"effect": effect, "credited": -effect.total, "mails": form.mails}


def _facts(request: StaffRequest, invoice: Invoice) -> dict[str, Any]:
    outbox = list(OutboxDocument.objects.filter(invoice=invoice).order_by("pk"))
    posted = _posted(invoice)
    return {
        "invoice": invoice,
        "state": STATES[invoice.state],  # type: ignore[attr-defined]
        "kind": KINDS[invoice.kind],
        "buyer": address_lines(invoice.buyer, sent_from=invoice.seller["country"]),
        "reference": reference_in_groups(invoice.reference, invoice.seller["country"]),
        "lines": _lines(invoice),
        "readers": invoice.parts.count(),
        "settlements": _settlements(invoice),
        "entries": sorted({line.entry_id for line in posted}),
        "journal": [_shown_posting(line) for line in posted],
        "file": InvoiceFile.objects.filter(invoice=invoice).select_related("stored_file").first(),
        "outbox": outbox,
        "sendings": invoice.sendings.exclude(channel=EMAIL).order_by("sent_at"),
        "messages_sent": OutgoingMessage.objects.of_sources(KIND, [invoice.pk]).order_by("ordinal"),
        "may_mail": request.user.may("billing.mail"),
        "formats_left": formats_left(invoice, queued={document.format for document in outbox}),
        "credit_notes": invoice.credit_notes.order_by("pk"),
        "sees_books": request.user.may("ledger.see_books"),
        "may_credit": request.user.may("billing.credit") and not invoice.is_credit_note,
    }


def _posted(invoice: Invoice) -> list[JournalLine]:
    entries = JournalEntry.objects.filter(kind=invoice.kind, source_id=invoice.pk)
    return list(JournalLine.objects.filter(entry__in=entries).select_related("account").order_by("ordinal"))


def _shown_posting(line: JournalLine) -> ShownPosting:
    return ShownPosting(line.account, line.amount if line.amount > 0 else None, -line.amount if line.amount < 0 else None)


def _settlements(invoice: Invoice) -> list[Allocation]:
    """What settled it, or what a credit note settles."""
    side = "credit" if invoice.total < 0 else "receivable"
    found = Allocation.objects.filter(**{side: invoice.receivable_id}).select_related("payment", "credit", "receivable")
    return list(found.order_by("allocated_on", "pk"))


def _lines(invoice: Invoice) -> list[ShownLine]:
    language = present_reader().language
    left = {} if invoice.is_credit_note else creditable(invoice=invoice)
    return [
        ShownLine(
            line,
            line_text(line.description, language, invoice.language),
            part_text(line.description, language, invoice.language),
            note_text(line.description),
            wording.number(line.quantity.normalize() if line.quantity % 1 else int(line.quantity), language),
            wording.percent(line.rate, language, decimals=0 if (line.rate * 100) % 1 == 0 else 1),
            left[line.ordinal].left_amount if line.ordinal in left else Decimal(0),
        )
        for line in invoice.lines.order_by("ordinal")
    ]


def _receipt(request: StaffRequest, receipt: Any) -> HttpResponse:
    template = "billing/why.html" if request.headers.get("HX-Request") else "billing/why_page.html"
    return render(request, template, {"receipt": receipt})


def _mine(request: StaffRequest, invoice_id: int) -> Invoice:
    mine = with_state(visible_invoices(request.user).select_related("credits"), today=present_reader().today)
    return get_object_or_404(mine, pk=invoice_id)
