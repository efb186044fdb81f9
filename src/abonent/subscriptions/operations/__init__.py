"""The verbs of subscriptions."""

from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.hold import hold_back
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.start import Order, preview_start, start_subscription, start_subscriptions

__all__ = [
    "Order",
    "cancel_subscription",
    "hold_back",
    "make_terms",
    "plan_terms",
    "preview_start",
    "start_subscription",
    "start_subscriptions",
    "withdraw_cancellation",
]
