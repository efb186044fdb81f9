"""The verbs of subscriptions."""

from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.hold import hold_back
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.refer import change_reference
from abonent.subscriptions.operations.start import Order, StartEffect, preview_start, start_subscription, start_subscriptions
from abonent.subscriptions.operations.stop_reasons import install_stop_reasons

__all__ = [
    "Order",
    "StartEffect",
    "cancel_subscription",
    "change_reference",
    "hold_back",
    "install_stop_reasons",
    "make_terms",
    "plan_terms",
    "preview_start",
    "start_subscription",
    "start_subscriptions",
    "withdraw_cancellation",
]
