"""The verbs of payment orders."""

from abonent.payment_orders.operations.mandates import (
    CannotMandate,
    CannotSetMethod,
    answer_mandate,
    cancel_mandate,
    put_mandate,
    request_mandate,
    set_payer_method,
    set_receivable_method,
)
from abonent.payment_orders.operations.orders import CannotOrder, fetch_order_file, withdraw_payment_order, withdraw_payment_orders
from abonent.payment_orders.operations.refunds import CannotRefund, hold_refunds_back, planned_now, refund_now
from abonent.payment_orders.operations.terms import restore_order_terms, set_order_terms, terms_of

__all__ = [
    "CannotMandate",
    "CannotOrder",
    "CannotRefund",
    "CannotSetMethod",
    "answer_mandate",
    "cancel_mandate",
    "fetch_order_file",
    "hold_refunds_back",
    "planned_now",
    "put_mandate",
    "refund_now",
    "request_mandate",
    "restore_order_terms",
    "set_order_terms",
    "set_payer_method",
    "set_receivable_method",
    "terms_of",
    "withdraw_payment_order",
    "withdraw_payment_orders",
]
