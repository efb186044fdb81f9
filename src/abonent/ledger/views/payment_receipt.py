"""The receipt of a payment, for the customer: who received how much when, and what it settled."""

from __future__ import annotations

from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.customers.receipts import answer_receipt
from abonent.ledger.queries import visible_payments
from abonent.ui.lists.reader import Reader


@permit("ledger.see_balance")
def payment_receipt(request: StaffRequest, payment_id: int) -> HttpResponse:
    """In the customer's language; it says so where the payment was taken back."""
    payment = get_object_or_404(
        visible_payments(request.user).select_related("customer", "entity", "booked_by"), pk=payment_id, amount__gt=0
    )
    settled = payment.allocations.filter(receivable__isnull=False).values("receivable__document_number").annotate(amount=Sum("amount"))

    def facts(_reader: Reader) -> dict[str, Any]:
        return {"payment": payment, "settled": settled.exclude(amount=0).order_by("receivable__document_number")}

    return answer_receipt(request, payment.customer, "ledger/payment_receipt.html", facts)
