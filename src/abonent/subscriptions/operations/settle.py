"""Bring terms, what they are credited, and where subscriptions end in line with the pauses: the same statements for one and for many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abonent.charges.operations import withdraw_charges, write_charges
from abonent.kit import statements
from abonent.subscriptions.operations.entitle import entitle
from abonent.subscriptions.operations.settle_copies import settle_copies

# In this order: terms leave their days before they take new ones, and what they are worth follows from where they are.
MOVES = ("vacate_moved_terms", "move_terms", "move_ends", "move_anchors", "move_cancellations")


class CalendarTooShort(Exception):
    """The issues that a term is to be made longer by, or is valued by, are not made yet."""


def settle_pauses(*, subscriptions: Sequence[int], pauses: Sequence[int] = (), today: date) -> None:
    """Recompute the terms of some subscriptions that can still move, and settle what `pauses` did to those that cannot.

    In the caller's transaction, which holds the lock on where they end; several hundred at most.
    """
    scope = {"subscriptions": list(subscriptions)}
    statements.run("subscriptions/make_work_moved")
    statements.run("subscriptions/empty_work_moved")
    statements.run("subscriptions/find_moved_terms", **scope)
    if statements.value("subscriptions/terms_without_end"):
        raise CalendarTooShort
    for move in MOVES:
        statements.run(f"subscriptions/{move}")
    statements.run("subscriptions/settle_pauses", **scope, pauses=list(pauses))
    if statements.value("subscriptions/credits_without_calendar", **scope):
        raise CalendarTooShort
    statements.run("subscriptions/value_adjustments", **scope)
    _write_credits(scope, today)
    # Of several pauses in a new term each is worth what those before it left.
    while statements.run("subscriptions/value_adjustments", **scope):
        _write_credits(scope, today)
    settle_copies(subscriptions=subscriptions, today=today)
    entitle(subscriptions=subscriptions)


def _write_credits(scope: dict[str, list[int]], today: date) -> None:
    withdraw_charges(charges="subscriptions/credits_to_withdraw", **scope)
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_credits", **scope)
    write_charges(charges="subscriptions/charges_of_credits", components="subscriptions/components_of_credits", today=today)
