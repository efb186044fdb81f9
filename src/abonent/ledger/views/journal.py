"""The journal: its entries, and the lines of one."""

from __future__ import annotations

from typing import Any

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.ledger.models import Allocation, BankLineDecision, ExportedEntry, JournalEntry, JournalLine, WriteOff
from abonent.ledger.queries import visible_entries
from abonent.ledger.views.company_filter import company_filters
from abonent.ledger.wording import ENTRY_KINDS
from abonent.ui import wording
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    PeriodFilter,
    TextFilter,
    list_view,
)
from abonent.ui.templatetags.abonent import url_if_any


class JournalList(List):
    """Journal entries of the viewer's companies, latest first."""

    name = "journal"
    title = gettext_lazy("Journal")
    columns = [
        Column(name="number", label=gettext_lazy("Entry"), value="pk", link=lambda row: reverse("ledger:entry", args=[row.pk])),
        DayColumn(name="posted", label=gettext_lazy("Posted"), value="posted_on", sort="posted_on", slot="sub"),
        Column(name="kind", label=gettext_lazy("Kind"), value=lambda row: ENTRY_KINDS.get(row.kind, row.kind), slot="fig2"),
        Column(name="text", label=gettext_lazy("Text"), slot="main", link=lambda row: reverse("ledger:entry", args=[row.pk])),
        Column(name="company", label=gettext_lazy("Company"), value="entity.name", quiet=True),
        MoneyColumn(
            name="amount", label=gettext_lazy("Amount"), value="amount", currency="entity__currency", shows_currency=True, slot="fig"
        ),
    ]
    filters = [
        TextFilter(
            name="number",
            label=gettext_lazy("Entry"),
            where=lambda text: Q(pk=int(text)) if text.isdecimal() else Q(pk=None),
            prominent=True,
        ),
        ChoiceFilter(name="kind", label=gettext_lazy("Kind"), path="kind", choices=list(ENTRY_KINDS.items())),
        PeriodFilter(name="posted", label=gettext_lazy("Posted"), path="posted_on"),
    ]
    default_sort = "-pk"
    empty = EmptyState(title=gettext_lazy("Nothing is posted yet"), text=gettext_lazy("Invoices, bank files and payments post themselves."))

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filters = [*type(self).filters, *company_filters(request.user, "entity_id")]  # type: ignore[misc,arg-type]

    def rows(self) -> QuerySet[Any]:
        debit = JournalLine.objects.filter(entry=OuterRef("pk"), amount__gt=0).values("entry").annotate(found=Sum("amount")).values("found")
        return visible_entries(self.request.user).annotate(amount=Subquery(debit, output_field=DecimalField()))  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": wording.number(count, self.reader.language)}


@permit("ledger.see_books")
def journal(request: StaffRequest) -> HttpResponseBase:
    """All entries."""
    return list_view(request, JournalList, template="ledger/list.html")


@permit("ledger.see_books")
def entry(request: StaffRequest, entry_id: int) -> HttpResponse:
    """One entry: its lines, debit and credit, and that they sum to zero."""
    row = get_object_or_404(visible_entries(request.user), pk=entry_id)
    lines = list(row.lines.select_related("account", "customer", "unit").order_by("ordinal"))
    context = {
        "entry": row,
        "kind": ENTRY_KINDS.get(row.kind, row.kind),
        "source": source_url(row),
        "lines": [(line, -line.amount) for line in lines],
        "debit": sum(line.amount for line in lines if line.amount > 0),
        "credit": -sum(line.amount for line in lines if line.amount < 0),
        "difference": sum(line.amount for line in lines),
        "exported": ExportedEntry.objects.filter(entry=row).select_related("export").first(),
        "other_currency": any(line.currency != row.entity.currency for line in lines),
    }
    return render(request, "ledger/entry.html", context)


def source_url(row: JournalEntry) -> str:
    """The page of what an entry was posted for; the empty text where there is none."""
    if row.kind in ("invoice", "credit_note"):
        return url_if_any("billing:invoice", row.source_id)
    if row.kind == "release":
        return url_if_any("billing:revenue_release", row.run_id)
    if row.kind == "payment":
        return reverse("ledger:payment", args=[row.source_id])
    if row.kind == "bank":
        return reverse("ledger:bank_statement", args=[row.source_id])
    if row.kind == "imported":
        return reverse("ledger:receivable", args=[row.source_id])
    if row.kind == "allocation":
        found = Allocation.objects.filter(pk=row.source_id).values_list("payment", flat=True).first()
        return reverse("ledger:payment", args=[found]) if found else ""
    if row.kind in ("write_off", "write_off_undone"):
        item = WriteOff.objects.filter(pk=row.source_id).values_list("receivable", flat=True).first()
        return reverse("ledger:receivable", args=[item]) if item else ""
    if row.kind in ("set_aside", "set_aside_undone"):
        line = BankLineDecision.objects.filter(pk=row.source_id).values_list("bank_line", flat=True).first()
        return reverse("ledger:bank_line", args=[line]) if line else ""
    return ""
