"""The verbs of subscriptions."""

from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.hold import hold_back
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.pause_rules import CannotRule, end_pause_rule, restore_pause_rules, set_pause_rule
from abonent.subscriptions.operations.pauses import (
    CannotPause,
    PauseEffect,
    change_pause,
    pause_subscription,
    preview_change,
    preview_pause,
    restore_pause,
    withdraw_pause,
)
from abonent.subscriptions.operations.plan_terms import plan_terms
from abonent.subscriptions.operations.refer import change_reference
from abonent.subscriptions.operations.settle import settle_pauses
from abonent.subscriptions.operations.start import Order, StartEffect, preview_start, start_subscription, start_subscriptions
from abonent.subscriptions.operations.stop_reasons import install_stop_reasons

__all__ = [
    "CannotPause",
    "CannotRule",
    "Order",
    "PauseEffect",
    "StartEffect",
    "cancel_subscription",
    "change_pause",
    "change_reference",
    "end_pause_rule",
    "hold_back",
    "install_stop_reasons",
    "make_terms",
    "pause_subscription",
    "plan_terms",
    "preview_change",
    "preview_pause",
    "preview_start",
    "restore_pause",
    "restore_pause_rules",
    "set_pause_rule",
    "settle_pauses",
    "start_subscription",
    "start_subscriptions",
    "withdraw_cancellation",
    "withdraw_pause",
]
