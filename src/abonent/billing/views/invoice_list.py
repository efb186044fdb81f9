"""The list of invoices and credit notes."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model, Q, QuerySet, Sum
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import BillingPlan, Invoice, InvoiceLine
from abonent.billing.queries import CREDIT, OPEN, OVERDUE, PAID, named, visible_invoices, with_state
from abonent.billing.rules.channel_words import CHANNELS
from abonent.catalog.models import Product
from abonent.customers.models import Customer
from abonent.organisation.models import Unit
from abonent.ui import wording
from abonent.ui.lists import (
    AmountFilter,
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    NumberColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)

STATES = {
    OPEN: State(label=_("Open"), icon="clock"),
    OVERDUE: State(label=_("Overdue"), icon="alert-triangle", tone="warn"),
    PAID: State(label=_("Settled"), icon="circle-check", tone="ok"),
    CREDIT: State(label=_("To be set off"), icon="arrow-back-up"),
}
KINDS = {
    Invoice.INVOICE: State(label=_("Invoice"), icon="file-invoice"),
    Invoice.CREDIT_NOTE: State(label=_("Credit note"), icon="arrow-back-up"),
}


def _of_run(text: str) -> Q:
    """By way of the plan, whose key begins with the run."""
    return Q(pk__in=BillingPlan.objects.filter(run=int(text) if text.isdigit() else -1).values("invoice_id"))


def _of_customer(text: str) -> Q:
    """Those of the customer that a number means, whichever of his records it is the number of."""
    number = int(text) if text.isdecimal() and len(text) < 19 else -1
    return Q(payer__in=list(Customer.objects.filter(canonical__merged__number=number).values_list("pk", flat=True)))


def _with_line(path: str, model: type[Model], text: str) -> Q:
    """Those with a line for what a code means."""
    meant = model._default_manager.filter(code=text).values("pk")
    return Q(pk__in=InvoiceLine.objects.filter(**{path: meant}).values("invoice"))


class InvoiceList(List):
    """Every document of the viewer's companies, latest first."""

    name = "invoices"
    title = _("Invoices")
    columns = [
        Column(name="number", label=_("Number"), value="document_number", sort="pk", slot="main", link=lambda invoice: invoice.url),
        Column(name="payer", label=_("Payer"), value="payer.name", slot="sub"),
        NumberColumn(name="payer_number", label=_("Customer number"), value="payer.number", shown=False),
        Column(name="entity", label=_("Company"), value="entity.name", quiet=True, shown=False),
        StateColumn(name="kind", label=_("Kind"), states=KINDS),
        DayColumn(name="issued", label=_("Issued"), value="issued_on"),
        DayColumn(name="due", label=_("Due"), value="due_on"),
        StateColumn(name="state", label=_("State"), states=STATES, slot="fig2"),
        MoneyColumn(name="open", label=pgettext_lazy("amount", "Open"), value="open_amount", currency="currency"),
        MoneyColumn(name="total", label=_("Total"), currency="currency", shows_currency=True, slot="fig", total=Sum("total")),
        MoneyColumn(name="vat", label=_("VAT"), currency="currency", total=Sum("vat"), shown=False),
        Column(name="reference", label=_("Reference"), value="reference", quiet=True, shown=False),
    ]
    filters = [
        TextFilter(name="q", label=_("Number or reference"), where=named, prominent=True),
        TextFilter(name="payer", label=_("Payer"), path="payer__name"),
        ChoiceFilter(name="state", label=_("State"), path="state", choices=[(code, state.label) for code, state in STATES.items()]),
        ChoiceFilter(name="kind", label=_("Kind"), path="kind", choices=Invoice.KINDS),
        PeriodFilter(name="issued", label=_("Issued"), path="issued_on"),
        PeriodFilter(name="due", label=_("Due"), path="due_on"),
        AmountFilter(name="total", label=_("Amount"), path="total"),
        ChoiceFilter(name="channel", label=_("Sent by"), path="channel", choices=list(CHANNELS.items())),
        TextFilter(name="product", label=_("Product code"), where=partial(_with_line, "product_id__in", Product)),
        TextFilter(name="unit", label=_("Code of the unit"), where=partial(_with_line, "unit__in", Unit)),
        TextFilter(
            name="vat", label=_("VAT class"), where=lambda text: Q(pk__in=InvoiceLine.objects.filter(tax_category=text).values("invoice"))
        ),
        TextFilter(name="company", label=_("Code of the company"), path="entity__code"),
        TextFilter(name="customer", label=_("Customer number"), where=_of_customer),
        TextFilter(name="run", label=_("Run"), where=_of_run),
    ]
    views = [
        View(name="all", label=_("All")),
        View(name="overdue", label=pgettext_lazy("several", "Overdue"), query="state=overdue"),
        View(name="open", label=pgettext_lazy("several", "Open"), query="state=open&state=overdue"),
        View(name="credits", label=_("Credit notes"), query="kind=credit_note"),
    ]
    default_sort = "-number"
    empty = EmptyState(
        title=_("No invoices yet"),
        text=_("A billing run plans them from what is due, lets you look, and posts exactly what you saw."),
        act_label=_("Plan a run"),
        act_url_name="runs:new",
    )

    def rows(self) -> QuerySet[Any]:
        viewer = self.request.user
        return with_state(visible_invoices(viewer), today=self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s document", "%(count)s documents", count) % {"count": wording.number(count, self.reader.language)}


@permit("billing.see")
def invoice_list(request: StaffRequest) -> HttpResponseBase:
    """The list."""
    return list_view(request, InvoiceList, template="billing/invoices.html")
