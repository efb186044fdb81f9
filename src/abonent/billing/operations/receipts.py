"""Write the receipt of a payment as a file for the payer. It is made of what was booked whenever it is wanted, and not kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from abonent.billing.documents.account_letter import TEMPLATE
from abonent.billing.documents.design import Designs
from abonent.billing.documents.receipt import ReceiptFacts, receipt_data
from abonent.billing.operations.account_letters import buyers_of
from abonent.billing.operations.footing import particulars
from abonent.billing.rules.document_layouts import RECEIPT
from abonent.company.logos import drawings_of
from abonent.kit import documents
from abonent.ledger.models import OpenPayment, Payment


def receipt_pdf(*, payment: Payment, today: date) -> bytes:
    """The receipt as the company's template of today sets it."""
    described = Designs().on(payment.entity_id, RECEIPT, today)
    paper = receipt_data(receipt_facts(payment, today), described)
    return documents.make(TEMPLATE, [paper], at=payment.booked_at, pictures=drawings_of([payment.entity.logo_id])).content


def receipt_facts(payment: Payment, today: date) -> ReceiptFacts:
    """What the receipt says."""
    customer = payment.customer.canonical
    found = payment.allocations.filter(receivable__isnull=False).values_list("receivable__document_number").annotate(amount=Sum("amount"))
    opened = OpenPayment.objects.filter(payment=payment).first()
    return ReceiptFacts(
        payment,
        [(number, amount) for number, amount in found.order_by("receivable__document_number") if amount],
        opened.open_amount if opened else Decimal(0),
        Payment.objects.filter(returns=payment).exists(),
        customer.language or payment.entity.language,
        particulars(payment.entity),
        buyers_of([customer], today)[customer.pk],
    )
