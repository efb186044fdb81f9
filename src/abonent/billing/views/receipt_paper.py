"""The receipt of a payment as a file."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.operations.receipts import receipt_pdf
from abonent.kit import clock
from abonent.kit.documents import PDF
from abonent.ledger.queries import visible_payments


@permit("ledger.see_balance")
def receipt_paper(request: StaffRequest, payment_id: int) -> HttpResponse:
    """In the payer's language, as the company's template sets it."""
    mine = visible_payments(request.user).select_related("customer__canonical", "entity")
    payment = get_object_or_404(mine, pk=payment_id, amount__gt=0)
    response = HttpResponse(receipt_pdf(payment=payment, today=clock.today(payment.entity.zone)), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="receipt-{payment.pk}.pdf"'
    return response
