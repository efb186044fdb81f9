"""The archive of invoices and credit notes: every file that was made, found by what stands on it or by its hash; whether it is as it was."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.billing.archive import check_document
from abonent.billing.models import Invoice, InvoiceFile
from abonent.billing.queries import named, visible_invoices
from abonent.customers.visibility import of_my_customers
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MomentColumn,
    MoneyColumn,
    PeriodFilter,
    TextFilter,
    list_view,
)
from abonent.ui.lists.reader import present_reader

HASH_LENGTH = 64


def _meant(text: str) -> Q:
    """By number, payment reference, or the hash of the file."""
    if len(text.strip()) == HASH_LENGTH:
        return Q(stored_file__sha256=text.strip().lower())
    return Q(invoice__in=Invoice.objects.filter(named(text)).values("pk"))


def _of_customer(text: str) -> Q:
    """By the number of the customer, else by the beginning of his name as it stands on the document."""
    return Q(invoice__payer__number=int(text)) if text.isdecimal() and len(text) < 19 else Q(invoice__payer__name__istartswith=text)


class ArchiveList(List):
    """Every document that has a file, the latest first."""

    name = "archive"
    title = _("Archive")
    columns = [
        Column(
            name="number",
            label=_("Number"),
            value="invoice.document_number",
            slot="main",
            link=lambda row: reverse("billing:archived", args=[row.pk]),
        ),
        Column(name="kind", label=_("Kind"), value=lambda row: row.invoice.get_kind_display(), quiet=True),
        Column(name="payer", label=_("Payer"), value="invoice.payer.name", slot="sub"),
        DayColumn(name="issued", label=_("Issued"), value="invoice.issued_on", slot="fig2"),
        MomentColumn(name="made", label=_("Made"), value="made_at", sort="made_at", quiet=True),
        MoneyColumn(
            name="total",
            label=_("Total"),
            value="invoice.total",
            currency="invoice__currency",
            shows_currency=True,
            total=Sum("invoice__total"),
            slot="fig",
        ),
        Column(name="hash", label=_("Hash (SHA-256)"), value="stored_file.sha256", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(name="q", label=_("Number, reference or hash"), where=_meant, prominent=True),
        TextFilter(name="customer", label=_("Customer"), where=_of_customer),
        ChoiceFilter(name="kind", label=_("Kind"), path="invoice__kind", choices=Invoice.KINDS),
        PeriodFilter(name="issued", label=_("Issued"), path="invoice__issued_on"),
        AmountFilter(name="total", label=_("Amount"), path="invoice__total"),
    ]
    default_sort = "-pk"
    empty = EmptyState(
        title=_("Nothing is in the archive yet"),
        text=_("The file of a document is made and kept when it is sent or opened for the first time."),
    )

    def rows(self) -> QuerySet[Any]:
        rows = InvoiceFile.objects.select_related("invoice__payer", "stored_file")
        viewer: Any = self.request.user
        return of_my_customers(of_my_entities(rows, viewer, path="invoice__entity"), viewer, "invoice__payer")

    def counted(self, count: int) -> str:
        return ngettext("%(count)s document", "%(count)s documents", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.see")
def archive(request: StaffRequest) -> HttpResponseBase:
    """All of it."""
    return list_view(request, ArchiveList, template="billing/archive.html")


@permit("billing.see")
def archived(request: StaffRequest, invoice_id: int) -> HttpResponse:
    """One document in the archive: is its file as it was kept?"""
    invoice = get_object_or_404(visible_invoices(request.user), pk=invoice_id)
    file = get_object_or_404(InvoiceFile.objects.select_related("stored_file"), invoice=invoice)
    sendings = invoice.sendings.select_related("sent_by").order_by("pk")
    context = {"invoice": invoice, "file": file, "checked": check_document(file), "sendings": sendings, "today": present_reader().today}
    return render(request, "billing/archived.html", context)
