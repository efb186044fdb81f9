"""The journal: its entries, the lines of one, and the accounts that are posted to."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.catalog.models import TaxCategory
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.ledger.accounting_formats import accounting_format
from abonent.ledger.forms import MappingForm
from abonent.ledger.models import Account, AccountMapping, Allocation, BankLineDecision, JournalEntry, JournalLine, WriteOff
from abonent.ledger.operations import map_purpose
from abonent.ledger.operations.accounting_exports import program_of
from abonent.ledger.queries import visible_entries
from abonent.ledger.views.acts import undo_url
from abonent.ledger.views.company_filter import company_filters
from abonent.ledger.wording import ENTRY_KINDS
from abonent.organisation.models import LegalEntity
from abonent.ui import toasts, wording
from abonent.ui.forms import refuse, refused
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
        "other_currency": any(line.currency != row.entity.currency for line in lines),
    }
    return render(request, "ledger/entry.html", context)


@permit("ledger.see_books")
def accounts(request: StaffRequest) -> HttpResponse:
    """The accounts of each company, and what is posted to them."""
    mine = of_my_entities(Account.objects.select_related("entity__accounting_program"), request.user).order_by("entity__name", "code")
    mapped = of_my_entities(AccountMapping.objects.select_related("account", "bank_account"), request.user)
    if not request.user.has_part("subscriptions"):
        mapped = mapped.exclude(purpose="prepaid")
    tax_classes = {tax.code: _tax_class(tax, request.user.language) for tax in TaxCategory.objects.all()}
    mappings = defaultdict(list)
    for mapping in mapped.order_by("purpose", "revenue_class", "tax_category", "product_id"):
        mappings[mapping.entity_id].append((mapping, tax_classes.get(mapping.tax_category, mapping.tax_category)))
    books: dict[LegalEntity, list[Account]] = defaultdict(list)
    for account in mine:
        books[account.entity].append(account)
    context = {
        "books": [
            (entity, listed, mappings[entity.pk], accounting_format(program_of(entity).layout).label) for entity, listed in books.items()
        ],
        "may_edit": request.user.may("ledger.edit_accounts"),
    }
    return render(request, "ledger/accounts.html", context)


def _tax_class(tax: TaxCategory, language: str) -> str:
    return name_in(tax.name, language) or tax.code


@permit("ledger.edit_accounts")
def mapping(request: StaffRequest, mapping_id: int) -> HttpResponse:
    """Post a purpose to another account from now on."""
    mine = of_my_entities(AccountMapping.objects.select_related("account", "entity"), request.user)
    row = get_object_or_404(mine, pk=mapping_id)
    form = MappingForm(request.POST or None, mapping=row)
    tax = TaxCategory.objects.filter(code=row.tax_category).first()
    context = {"form": form, "mapping": row, "tax_class": _tax_class(tax, request.user.language) if tax else row.tax_category}
    if request.method != "POST":
        return render(request, "ledger/mapping.html", context)
    if form.is_valid():
        try:
            map_purpose(mapping=row, account=form.cleaned_data["account"], actor=request.user)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            said = {"purpose": row.get_purpose_display(), "account": row.account}
            toasts.say(request, _("%(purpose)s is posted to %(account)s from now on.") % said, undo_url=undo_url("account_mapping", row.pk))
            return redirect("ledger:accounts")
    return refused(request, "ledger/mapping.html", context)


def source_url(row: JournalEntry) -> str:
    """The page of what an entry was posted for; the empty text where there is none."""
    if row.kind in ("invoice", "credit_note"):
        return url_if_any("billing:invoice", row.source_id)
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
