"""Pro formas: their list, the page of one, its file, sending it, and turning it into the invoice."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.models import ProForma
from abonent.billing.operations.printing import pdf_of_pro_forma
from abonent.billing.operations.pro_formas import KIND, bill_pro_forma, mail_pro_forma, make_pro_forma
from abonent.billing.queries import EXPIRED, INVOICED, OPEN, WITHDRAWN, pro_formas_with_state, visible_pro_formas
from abonent.billing.rules.line_words import line_text, note_text, part_text
from abonent.billing.views.customer import waiting_charges
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.models import Customer
from abonent.customers.rules.address_lines import address_lines
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.queries import undo_address
from abonent.ui import toasts, wording
from abonent.ui.lists import (
    ChoiceFilter,
    Column,
    DayColumn,
    EmptyState,
    List,
    MoneyColumn,
    PeriodFilter,
    State,
    StateColumn,
    TextFilter,
    View,
    list_view,
)
from abonent.ui.lists.reader import present_reader
from abonent.ui.open_records import remember

STATES = {
    OPEN: State(label=pgettext_lazy("pro forma", "Open"), icon="clock"),
    INVOICED: State(label=pgettext_lazy("pro forma", "Invoiced"), icon="circle-check", tone="ok"),
    EXPIRED: State(label=pgettext_lazy("pro forma", "Expired"), icon="alert-triangle", tone="warn"),
    WITHDRAWN: State(label=pgettext_lazy("pro forma", "Taken back"), icon="arrow-back-up", tone="ink2"),
}


class ProFormaList(List):
    """Pro formas of the viewer's companies, latest first."""

    name = "pro-formas"
    title = gettext_lazy("Pro forma invoices")
    columns = [
        Column(name="number", label=gettext_lazy("Number"), value="document_number", sort="pk", slot="main", link=lambda row: row.url),
        Column(name="payer", label=gettext_lazy("Payer"), value="payer.name", slot="sub"),
        Column(name="entity", label=gettext_lazy("Company"), value="entity.name", quiet=True, shown=False),
        DayColumn(name="issued", label=gettext_lazy("Issued"), value="issued_on"),
        DayColumn(name="valid", label=gettext_lazy("Valid until"), value="valid_until", sort="valid_until"),
        Column(name="invoice", label=gettext_lazy("Invoice"), value="invoice_number", quiet=True),
        StateColumn(name="state", label=gettext_lazy("State"), states=STATES, slot="fig2"),
        MoneyColumn(name="total", label=gettext_lazy("Total"), currency="currency", shows_currency=True, slot="fig", total=Sum("total")),
    ]
    filters = [
        TextFilter(
            name="q",
            label=gettext_lazy("Number or payer"),
            where=lambda text: Q(document_number=text.strip()) | Q(payer__name__icontains=text),
            prominent=True,
        ),
        ChoiceFilter(
            name="state", label=gettext_lazy("State"), path="state", choices=[(code, state.label) for code, state in STATES.items()]
        ),
        PeriodFilter(name="issued", label=gettext_lazy("Issued"), path="issued_on"),
    ]
    views = [
        View(name="all", label=gettext_lazy("All")),
        View(name="open", label=pgettext_lazy("pro formas", "Open"), query="state=open"),
        View(name="expired", label=pgettext_lazy("pro formas", "Expired"), query="state=expired"),
    ]
    default_sort = "-number"
    empty = EmptyState(
        title=gettext_lazy("No pro forma invoices yet"),
        text=gettext_lazy("On the page of a customer, under Invoices, what waits to be billed can be shown as a pro forma first."),
    )

    def rows(self) -> QuerySet[Any]:
        return pro_formas_with_state(self.request.user, today=self.reader.today)  # type: ignore[arg-type]

    def counted(self, count: int) -> str:
        return ngettext("%(count)s pro forma invoice", "%(count)s pro forma invoices", count) % {
            "count": wording.number(count, self.reader.language)
        }


@permit("billing.see")
def pro_formas(request: StaffRequest) -> HttpResponseBase:
    """All of them."""
    return list_view(request, ProFormaList, template="billing/pro_formas.html")


@permit("billing.see")
def pro_forma_page(request: StaffRequest, pro_forma_id: int) -> HttpResponse:
    """What it shows, how it was sent, and what became of it."""
    reader = present_reader()
    found = get_object_or_404(pro_formas_with_state(request.user, today=reader.today), pk=pro_forma_id)
    remember(request, label=found.document_number, url=request.path, icon="file-invoice")
    state = found.state  # type: ignore[attr-defined]
    lines = [
        (
            line,
            line_text(line.description, reader.language, found.language),
            " ".join(filter(None, (part_text(line.description, reader.language), note_text(line.description)))),
        )
        for line in found.lines.order_by("ordinal")
    ]
    context = {
        "pro_forma": found,
        "state": STATES[state],
        "lines": lines,
        "buyer": address_lines(found.buyer, sent_from=found.seller["country"]),
        "invoice": found.invoice,
        "messages_sent": OutgoingMessage.objects.of_sources(KIND, [found.pk]).order_by("ordinal"),
        "may_mail": request.user.may("billing.mail") and state == OPEN,
        "may_bill": request.user.may("billing.bill_now") and state == OPEN,
    }
    return render(request, "billing/pro_forma.html", context)


@permit("billing.see")
def pdf(request: StaffRequest, pro_forma_id: int) -> HttpResponse:
    """The file."""
    pro_forma = _mine(request, pro_forma_id)
    response = HttpResponse(pdf_of_pro_forma(pro_forma), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slugify(pro_forma.document_number)}.pdf"'
    return response


@permit("billing.bill_now")
@require_POST
def make(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Show a customer all that he has open, due or not, as one pro forma for each company."""
    customer = get_object_or_404(Customer, pk=customer_id)
    waiting = waiting_charges(request, customer)
    made: list[ProForma] = []
    try:
        for entity in LegalEntity.objects.filter(pk__in={open_charge.entity_id for open_charge in waiting}):
            charges = [open_charge.charge_id for open_charge in waiting if open_charge.entity_id == entity.pk]
            made += make_pro_forma(entity=entity, charges=charges, actor=request.user, today=clock.today(entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:customer", customer.number)
    if not made:
        toasts.warn(request, _("There is nothing to bill."))
        return redirect("desk:customer", customer.number)
    said = {"numbers": ", ".join(one.document_number for one in made)}
    text = ngettext("Pro forma %(numbers)s is made; nothing is posted.", "Pro formas %(numbers)s are made; nothing is posted.", len(made))
    toasts.say(request, text % said, undo_url=undo_address(request.user, KIND, made[0].pk) if len(made) == 1 else "")
    return redirect(made[0].url if len(made) == 1 else reverse("desk:customer", args=[customer.number]))


@permit("billing.mail")
@require_POST
def mail(request: StaffRequest, pro_forma_id: int) -> HttpResponse:
    """Send it by e-mail."""
    pro_forma = _mine(request, pro_forma_id)
    try:
        message = mail_pro_forma(pro_forma=pro_forma, actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        text = _("%(number)s is on its way to %(address)s.") % {"number": pro_forma.document_number, "address": message.address}
        toasts.say(request, text, undo_url=undo_address(request.user, KIND, pro_forma.pk))
    return redirect(pro_forma.url)


@permit("billing.bill_now")
@require_POST
def sell(request: StaffRequest, pro_forma_id: int) -> HttpResponse:
    """Turn it into the invoice."""
    pro_forma = _mine(request, pro_forma_id)
    try:
        [invoice] = bill_pro_forma(pro_forma=pro_forma, actor=request.user, today=clock.today(pro_forma.entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return redirect(pro_forma.url)
    toasts.say(request, _("Invoice %(number)s is posted.") % {"number": invoice.document_number})
    return redirect(invoice.url)


def _mine(request: StaffRequest, pro_forma_id: int) -> ProForma:
    return get_object_or_404(visible_pro_formas(request.user), pk=pro_forma_id)
