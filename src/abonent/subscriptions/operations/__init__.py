"""The verbs of subscriptions."""

from abonent.subscriptions.operations.cancel import cancel_subscription, withdraw_cancellation
from abonent.subscriptions.operations.change_copies import (
    AskedCopies,
    CannotChangeCopies,
    CopiesEffect,
    change_copies,
    preview_copies,
    withdraw_copies,
)
from abonent.subscriptions.operations.change_party import (
    AskedParty,
    CannotChangeParty,
    PartyEffect,
    change_party,
    preview_party,
    withdraw_party,
)
from abonent.subscriptions.operations.gifts import CannotGive, GiftTerms, change_gift, note_letters, withdraw_letters
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
from abonent.subscriptions.operations.price_changes import (
    CannotChangePrice,
    Cohort,
    Raise,
    begin_price_change,
    hold_price_changes,
    withdraw_price_change,
)
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
from abonent.subscriptions.operations.share import CannotShare, add_member, add_network, end_share, restore_share
from abonent.subscriptions.operations.start import Order, StartEffect, preview_start, start_subscription, start_subscriptions
from abonent.subscriptions.operations.stop_reasons import install_stop_reasons
from abonent.subscriptions.operations.switch_checks import AskedSwitch, CannotSwitch
from abonent.subscriptions.operations.switch_product import SwitchEffect, preview_switch, switch_product, withdraw_switch

__all__ = [
    "AskedCopies",
    "AskedMove",
    "AskedParty",
    "AskedSwitch",
    "CannotChangeCopies",
    "CannotChangeParty",
    "CannotChangePrice",
    "CannotGive",
    "CannotMove",
    "CannotPause",
    "CannotRedirect",
    "CannotRule",
    "CannotShare",
    "CannotSwitch",
    "Cohort",
    "CopiesEffect",
    "Elsewhere",
    "GiftTerms",
    "MoveEffect",
    "MovedSubscription",
    "Order",
    "PartyEffect",
    "PauseEffect",
    "Raise",
    "RedirectEffect",
    "StartEffect",
    "SwitchEffect",
    "add_member",
    "add_network",
    "begin_price_change",
    "cancel_subscription",
    "change_copies",
    "change_gift",
    "change_party",
    "change_pause",
    "change_redirect",
    "change_reference",
    "end_pause_rule",
    "end_share",
    "hold_back",
    "hold_price_changes",
    "install_stop_reasons",
    "make_terms",
    "move_back",
    "move_customer",
    "note_letters",
    "pause_subscription",
    "plan_terms",
    "preview_change",
    "preview_copies",
    "preview_move",
    "preview_party",
    "preview_pause",
    "preview_redirect",
    "preview_redirect_change",
    "preview_start",
    "preview_switch",
    "redirect_subscription",
    "restore_pause",
    "restore_pause_rules",
    "restore_redirect",
    "restore_share",
    "set_pause_rule",
    "settle_pauses",
    "start_subscription",
    "start_subscriptions",
    "switch_product",
    "withdraw_cancellation",
    "withdraw_copies",
    "withdraw_letters",
    "withdraw_party",
    "withdraw_pause",
    "withdraw_price_change",
    "withdraw_redirect",
    "withdraw_switch",
]
