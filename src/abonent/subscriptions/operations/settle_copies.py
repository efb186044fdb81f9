"""Bring what changes of copies come to in line with the terms and pauses: the same statements for one and for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from abonent.charges.operations import withdraw_charges, write_charges
from abonent.kit import statements
from abonent.subscriptions.operations.plan_key import forget_plan, plan_key
from abonent.subscriptions.operations.plan_terms import empty_work_tables, price_steps


def settle_copies(*, subscriptions: Sequence[int], today: date) -> None:
    """Recompute what the changes of copies of some subscriptions are charged or credited.

    In the caller's transaction, which holds the lock on where they end; several hundred at most.
    """
    scope = {"subscriptions": list(subscriptions)}
    statements.run("subscriptions/find_copies_terms", **scope)
    for changes in _to_price(scope):
        _price(changes, today)
    if statements.run("subscriptions/settle_copies", **scope):
        _write_charges(scope, today)


def _to_price(scope: dict[str, list[int]]) -> Iterator[list[int]]:
    """The changes whose terms wait for a price, at most one of a subscription at a time."""
    waiting: dict[int, list[int]] = defaultdict(list)
    for row in statements.rows("subscriptions/copies_to_price", **scope):
        waiting[row.subscription_id].append(row.change_id)
    for turn in range(max(map(len, waiting.values()), default=0)):
        yield [changes[turn] for changes in waiting.values() if turn < len(changes)]


def _price(changes: list[int], today: date) -> None:
    """What the terms cost for the new number, by the rules and lists of the renewal run."""
    run = plan_key()
    empty_work_tables()
    statements.run("subscriptions/find_copies_renewals", changes=changes)
    statements.run("subscriptions/analyze_work_renewal")
    statements.run("subscriptions/find_copies_steps", changes=changes)
    statements.run("subscriptions/analyze_work_step")
    price_steps(run=run, as_of=today, by_sold_lists=True)
    statements.run("subscriptions/price_copies", run=run, changes=changes)
    forget_plan(run=run)


def _write_charges(scope: dict[str, list[int]], today: date) -> None:
    withdraw_charges(charges="subscriptions/copies_credits_to_withdraw", **scope)
    statements.run("subscriptions/make_work_credit")
    statements.run("subscriptions/empty_work_credit")
    statements.run("subscriptions/find_copies_credits", **scope)
    write_charges(charges="subscriptions/charges_of_copies", components="subscriptions/components_of_credits", today=today)
