"""Billing on the customer's page: the latest invoices, and billing what is open at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.visibility import of_my_entities
from abonent.billing.operations import bill_now
from abonent.billing.queries import invoices_of_customer
from abonent.billing.views.invoice_list import STATES
from abonent.charges.models import OpenCharge
from abonent.customers.at_hand import customer_at_hand
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.ui import toasts
from abonent.ui.lists.reader import present_reader

SHOWN = 6


@permit("billing.see")
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The latest documents of a customer, and what waits to be billed."""
    customer = customer_at_hand(request, customer_id)
    invoices = list(invoices_of_customer(request.user, customer, today=present_reader().today)[: SHOWN + 1])
    waiting = waiting_charges(request, customer)
    context = {
        "customer": customer,
        "invoices": [(invoice, STATES[invoice.state]) for invoice in invoices[:SHOWN]],  # type: ignore[attr-defined]
        "more": len(invoices) > SHOWN,
        "waiting": waiting,
        "waiting_currency": waiting[0].charge.currency if waiting else "",
        "waiting_amount": sum(open_charge.charge.amount for open_charge in waiting),
        "may_bill": request.user.may("billing.bill_now"),
    }
    return render(request, "billing/panel.html", context)


@permit("billing.bill_now")
@require_POST
def bill_customer(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Bill all that a customer has open, due or not, in one invoice per company."""
    customer = get_object_or_404(Customer, pk=customer_id)
    waiting = waiting_charges(request, customer)
    posted = []
    try:
        for entity in LegalEntity.objects.filter(pk__in={open_charge.entity_id for open_charge in waiting}):
            charges = [open_charge.charge_id for open_charge in waiting if open_charge.entity_id == entity.pk]
            posted += bill_now(entity=entity, charges=charges, actor=request.user, today=clock.today(entity.zone))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
        return redirect("desk:customer", customer.number)
    if not posted:
        toasts.warn(request, _("There is nothing to bill."))
        return redirect("desk:customer", customer.number)
    numbers = ", ".join(invoice.document_number for invoice in posted)
    toasts.say(request, ngettext("Invoice %(numbers)s is posted.", "Invoices %(numbers)s are posted.", len(posted)) % {"numbers": numbers})
    return redirect(posted[0].url if len(posted) == 1 else reverse("desk:customer", args=[customer.number]))


def waiting_charges(request: StaffRequest, customer: Customer) -> list[OpenCharge]:
    """What a customer has open with the viewer's companies, the first due first."""
    open_charges = of_my_entities(
        OpenCharge.objects.filter(charge__payer__in=customer.merged_ids).select_related("charge"), request.user, path="entity_id"
    )
    return list(open_charges.order_by("due_on", "pk"))
