"""The verbs of subscriptions."""

from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.hold import hold_back
from abonent.subscriptions.operations.make_terms import make_terms
from abonent.subscriptions.operations.move import (
    AskedMove,
    CannotMove,
    MovedSubscription,
    MoveEffect,
    move_back,
    move_customer,
    preview_move,
)
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
from abonent.subscriptions.operations.redirects import (
    CannotRedirect,
    Elsewhere,
    RedirectEffect,
    change_redirect,
    preview_redirect,
    preview_redirect_change,
    redirect_subscription,
    restore_redirect,
    withdraw_redirect,
)
from abonent.subscriptions.operations.refer import change_reference
from abonent.subscriptions.operations.settle import settle_pauses
from abonent.subscriptions.operations.start import Order, StartEffect, preview_start, start_subscription, start_subscriptions
from abonent.subscriptions.operations.stop_reasons import install_stop_reasons

__all__ = [
    "AskedMove",
    "CannotMove",
    "CannotPause",
    "CannotRedirect",
    "CannotRule",
    "Elsewhere",
    "MoveEffect",
    "MovedSubscription",
    "Order",
    "PauseEffect",
    "RedirectEffect",
    "StartEffect",
    "cancel_subscription",
    "change_pause",
    "change_redirect",
    "change_reference",
    "end_pause_rule",
    "hold_back",
    "install_stop_reasons",
    "make_terms",
    "move_back",
    "move_customer",
    "pause_subscription",
    "plan_terms",
    "preview_change",
    "preview_move",
    "preview_pause",
    "preview_redirect",
    "preview_redirect_change",
    "preview_start",
    "redirect_subscription",
    "restore_pause",
    "restore_pause_rules",
    "restore_redirect",
    "set_pause_rule",
    "settle_pauses",
    "start_subscription",
    "start_subscriptions",
    "withdraw_cancellation",
    "withdraw_pause",
    "withdraw_redirect",
]
