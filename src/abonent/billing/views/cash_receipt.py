"""The receipt for a payment that came by hand, as a PDF for the customer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.billing.cash_receipts import cash_receipt
from abonent.billing.documents.account_letter import TEMPLATE
from abonent.billing.documents.cash_receipt import cash_receipt_data
from abonent.billing.documents.design import Designs
from abonent.billing.operations.account_letters import buyers_of
from abonent.billing.operations.footing import particulars
from abonent.billing.rules.document_layouts import RECEIPT
from abonent.company.logos import drawings_of
from abonent.company.queries import currency_on
from abonent.kit import documents
from abonent.ledger.queries import visible_payments


@permit("ledger.see_balance")
def pdf(request: StaffRequest, payment_id: int) -> HttpResponse:
    """In the customer's language, of money that stands: what was taken back has no receipt."""
    by_hand = visible_payments(request.user).filter(amount__gt=0, returned_by=None).exclude(method="bank")
    payment = get_object_or_404(by_hand.select_related("entity", "customer__canonical"), pk=payment_id)
    customer, entity = payment.customer.canonical, payment.entity
    receipt = cash_receipt(payment, exponent=currency_on(code=payment.currency, on=payment.received_on).exponent)
    data = cash_receipt_data(
        receipt,
        seller=particulars(entity),
        buyer=buyers_of([customer], payment.received_on)[customer.pk],
        language=customer.language or entity.language,
        described=Designs().on(entity.pk, RECEIPT, payment.received_on),
    )
    made = documents.make(TEMPLATE, [data], at=payment.booked_at, pictures=drawings_of([entity.logo_id]))
    response = HttpResponse(made.content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="receipt-{payment.pk}.pdf"'
    return response
