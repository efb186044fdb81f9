"""The parts of an agent's invoice: what each of his readers pays, as a list, for the printer, and as files to pass on."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.documents.part import parts_pdf, parts_zip
from abonent.billing.models import Invoice, InvoicePart
from abonent.billing.queries import visible_invoices
from abonent.kit.documents import PDF
from abonent.ui import wording
from abonent.ui.lists import Column, EmptyState, List, MoneyColumn, NumberColumn, TextFilter, list_view

ZIP = "application/zip"


class PartList(List):
    """What each reader pays the agent, what the agent keeps of it and what he remits; as a file it is what he bills from."""

    name = "invoice-parts"
    title = gettext_lazy("Parts")
    default_sort = "ordinal"
    identity = "ordinal"
    columns = [
        NumberColumn(name="ordinal", label=gettext_lazy("Part"), sort="ordinal", slot="sub"),
        Column(name="reader", label=gettext_lazy("Reader"), value="buyer.name", slot="main"),
        Column(name="reader_number", label=gettext_lazy("Customer number"), value="buyer.number", quiet=True),
        Column(name="street", label=gettext_lazy("Street"), value="buyer.street", quiet=True),
        Column(name="postal_code", label=gettext_lazy("Postal code"), value="buyer.postal_code", quiet=True, shown=False),
        Column(name="town", label=gettext_lazy("Town"), value="buyer.town", quiet=True),
        MoneyColumn(name="net", label=gettext_lazy("Net"), currency="invoice__currency", total=Sum("net"), shown=False),
        MoneyColumn(name="vat", label=gettext_lazy("VAT"), currency="invoice__currency", total=Sum("vat"), shown=False),
        MoneyColumn(name="gross", label=gettext_lazy("The reader pays"), sort="gross", currency="invoice__currency", total=Sum("gross")),
        MoneyColumn(name="commission", label=gettext_lazy("The agent keeps"), currency="invoice__currency", total=Sum("commission")),
        MoneyColumn(name="rounding", label=gettext_lazy("Rounding"), currency="invoice__currency", total=Sum("rounding"), quiet=True),
        MoneyColumn(
            name="total", label=gettext_lazy("He remits"), sort="total", currency="invoice__currency", slot="fig", total=Sum("total")
        ),
    ]
    filters = [
        TextFilter(name="q", label=gettext_lazy("Reader"), where=lambda text: Q(buyer__name__icontains=text), prominent=True),
    ]
    empty = EmptyState(
        title=pgettext_lazy("invoice", "Not split"),
        text=gettext_lazy("Invoices to an agent who bills his readers himself have a part for each of them."),
    )

    def __init__(self, request: StaffRequest, invoice: Invoice) -> None:
        super().__init__(request)
        self.invoice = invoice

    def rows(self) -> QuerySet[Any]:
        return InvoicePart.objects.filter(invoice=self.invoice).select_related("invoice")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s part", "%(count)s parts", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.see")
def parts(request: StaffRequest, invoice_id: int) -> HttpResponseBase:
    """The parts of a document; none if it is not an agent's who bills."""
    invoice = _mine(request, invoice_id)
    return list_view(request, partial(PartList, invoice=invoice), template="billing/parts.html", invoice=invoice)  # type: ignore[arg-type]


@permit("billing.see")
def print_parts(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """All parts as one file for the printer."""
    invoice, found = _split(request, invoice_id)
    return _file(parts_pdf(invoice, found), PDF, f"{slugify(invoice.document_number)}-parts.pdf")


@permit("billing.see")
def pack_parts(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """A file for each part, all in one archive."""
    invoice, found = _split(request, invoice_id)
    return _file(parts_zip(invoice, found), ZIP, f"{slugify(invoice.document_number)}-parts.zip")


def _split(request: StaffRequest, invoice_id: int) -> tuple[Invoice, list[InvoicePart]]:
    invoice = _mine(request, invoice_id)
    found = list(InvoicePart.objects.filter(invoice=invoice).select_related("invoice", "reader").order_by("ordinal"))
    if not found:
        raise Http404
    return invoice, found


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _mine(request: StaffRequest, invoice_id: int) -> Invoice:
    return get_object_or_404(visible_invoices(request.user), pk=invoice_id)
