"""The customer's invoices: a card at the right with the latest, and a tab with all."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.billing.queries import billed_to
from abonent.billing.views.invoice_list import STATES
from abonent.customers.models import Customer

LATEST = 5
MOST_IN_TAB = 60


@permit("billing.see")
def latest(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The latest documents with their state."""
    return render(request, "billing/panels/latest.html", _facts(request, customer_id, LATEST))


@permit("billing.see")
def all_invoices(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The documents of the customer, latest first."""
    return render(request, "billing/panels/all.html", _facts(request, customer_id, MOST_IN_TAB))


def _facts(request: StaffRequest, customer_id: int, most: int) -> dict[str, Any]:
    customer = get_object_or_404(Customer, pk=customer_id)
    ids = list(Customer.objects.filter(canonical_id=customer.canonical_id).values_list("pk", flat=True))
    invoices = billed_to(ids, request.user, today_of(request))
    shown = [{"invoice": invoice, "state": STATES[invoice.state]} for invoice in invoices[: most + 1]]
    return {
        "customer": customer,
        "invoices": shown[:most],
        "more": len(shown) > most,
        "count": invoices.count() if len(shown) > most else len(shown),
    }
