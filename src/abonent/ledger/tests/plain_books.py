"""The ledger as a few dictionaries: what the real one must agree with after any sequence of operations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

NOTHING = Decimal("0.00")


@dataclass
class Item:
    customer: int
    reference: str
    due_on: str
    open: Decimal


@dataclass
class Money:
    customer: int
    amount: Decimal
    rest: Decimal
    line: int | None
    used: dict[int, Decimal] = field(default_factory=dict)
    is_returned: bool = False


@dataclass
class Arrived:
    amount: Decimal
    reference: str
    is_return: bool = False


class PlainBooks:
    """`items`, `credits` and `payments` by their ids in the real ledger; `queue`: unknown lines in the order they came."""

    def __init__(self) -> None:
        self.items: dict[int, Item] = {}
        self.by_reference: dict[str, int] = {}
        self.payments: dict[int, Money] = {}
        self.lines: dict[int, Arrived] = {}
        self.queue: list[int] = []
        self.aside: list[int] = []

    def bill(self, ident: int, item: Item) -> None:
        self.items[ident] = item
        self.by_reference[item.reference] = ident

    def balances(self) -> dict[int, tuple[Decimal, Decimal]]:
        """Customer -> what is open, what is on account; only where either is not nothing."""
        found: dict[int, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
        for item in self.items.values():
            found[item.customer][0] += item.open
        for money in self.payments.values():
            found[money.customer][1] += money.rest
        return {customer: (owed, left) for customer, (owed, left) in found.items() if owed or left}

    def oldest_first(self, customer: int) -> Iterator[tuple[int, Item]]:
        mine = [(ident, item) for ident, item in self.items.items() if item.customer == customer and item.open > 0]
        yield from sorted(mine, key=lambda pair: (pair[1].due_on, pair[0]))

    def settle(self, money: Money, item_id: int, amount: Decimal) -> None:
        self.items[item_id].open -= amount
        money.rest -= amount
        money.used[item_id] = money.used.get(item_id, NOTHING) + amount

    def settle_oldest_first(self, money: Money) -> None:
        for ident, item in self.oldest_first(money.customer):
            if money.rest:
                self.settle(money, ident, min(money.rest, item.open))

    def take_back(self, money: Money) -> None:
        for item_id, amount in money.used.items():
            self.items[item_id].open += amount
        money.used, money.rest, money.is_returned = {}, NOTHING, True

    def item_with(self, reference: str) -> tuple[int, Item] | None:
        ident = self.by_reference.get(reference)
        return (ident, self.items[ident]) if ident is not None else None

    def match(self) -> list[tuple[int, Money]]:
        """Whose each waiting line is, and what it settles: all lines first the item they name, then the oldest."""
        matched = []
        for line_id in self.queue:
            line = self.lines[line_id]
            named = None if line.is_return or line.amount < 0 else self.item_with(line.reference)
            if named:
                matched.append((line_id, Money(named[1].customer, line.amount, line.amount, line_id)))
        for line_id, money in matched:
            ident, item = self.item_with(self.lines[line_id].reference)  # type: ignore[misc]
            if item.open > 0:
                self.settle(money, ident, min(money.rest, item.open))
        for _line_id, money in matched:
            self.settle_oldest_first(money)
        left = {line_id for line_id, _money in matched}
        self.queue = [line_id for line_id in self.queue if line_id not in left]
        return matched

    def returned_by(self, line: Arrived) -> Money | None:
        """The latest standing payment that a return takes back; none where payments of several customers would fit."""
        fitting = [
            (ident, money)
            for ident, money in self.payments.items()
            if money.line is not None
            and not money.is_returned
            and money.amount == -line.amount
            and self.lines[money.line].reference == line.reference
        ]
        if len({money.customer for _ident, money in fitting}) != 1:
            return None
        return max(fitting, key=lambda pair: pair[0])[1]


def total(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NOTHING)
