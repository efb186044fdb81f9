"""How a company orders payments, the orders with their files, and the refunds: planned, ordered, taken back; how payers pay, and their mandates."""

from abonent.payment_orders.models.mandate import Mandate, PayerMethod, PaymentMethod, ReceivableMethod
from abonent.payment_orders.models.order import PaymentOrder, PaymentOrderFile, PaymentOrderTerms
from abonent.payment_orders.models.refund import PlannedRefund, PlannedRefundSource, Refund, WithdrawnRefund

__all__ = [
    "Mandate",
    "PayerMethod",
    "PaymentMethod",
    "PaymentOrder",
    "PaymentOrderFile",
    "PaymentOrderTerms",
    "PlannedRefund",
    "PlannedRefundSource",
    "ReceivableMethod",
    "Refund",
    "WithdrawnRefund",
]
