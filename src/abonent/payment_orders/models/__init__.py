"""How a company orders payments, the orders with their files, and the refunds: planned, ordered, taken back; how payers pay, and their mandates;
what is collected by them, and what banks answer."""

from abonent.payment_orders.models.answer import BankAnswer
from abonent.payment_orders.models.collection import Collection, CollectionTerms, PlannedCollection
from abonent.payment_orders.models.mandate import Mandate, PayerMethod, PaymentMethod, ReceivableMethod
from abonent.payment_orders.models.order import PaymentOrder, PaymentOrderFile, PaymentOrderTerms
from abonent.payment_orders.models.refund import PlannedRefund, PlannedRefundSource, Refund, WithdrawnRefund

__all__ = [
    "BankAnswer",
    "Collection",
    "CollectionTerms",
    "Mandate",
    "PayerMethod",
    "PaymentMethod",
    "PaymentOrder",
    "PaymentOrderFile",
    "PaymentOrderTerms",
    "PlannedCollection",
    "PlannedRefund",
    "PlannedRefundSource",
    "ReceivableMethod",
    "Refund",
    "WithdrawnRefund",
]
