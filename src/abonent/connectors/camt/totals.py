"""Does a statement agree with itself?

A statement states its own totals twice: in its summary (`TxsSummry`) and in its balances. Where either contradicts the
entries, entries are missing or wrong, and booking the rest would hide it; so the file is refused, whole. The checks are
strict about the sums and lenient about what a bank counts: entries or single payments, booked ones or all, gross or net.
They do not bind where the file itself says that it is only a page of a longer statement, nor for the balances of
a report within the day (camt.052), which may be newer than its entries: there they warn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from abonent.connectors.camt.paths import Facts
from abonent.connectors.camt.refusals import Unreadable
from abonent.connectors.camt.values import plain_amount, shown
from abonent.ledger.rules.statement import Balance, EntryTotals, StatementKind

NOTHING = Decimal("0.00")


@dataclass(slots=True)
class Tally:
    """Running counts and sums of one direction."""

    entries: int = 0
    lines: int = 0
    amount: Decimal = NOTHING

    def add(self, amount: Decimal, lines: int) -> None:
        self.entries += 1
        self.lines += lines
        self.amount += amount


class Tallies:
    """Credits and debits (both positive) of the booked entries of a statement and of all of them."""

    def __init__(self) -> None:
        self.booked = (Tally(), Tally())
        self.every = (Tally(), Tally())

    def add(self, amount: Decimal, lines: int, is_booked: bool) -> None:
        for credit, debit in (self.booked, self.every) if is_booked else (self.every,):
            (credit if amount >= 0 else debit).add(abs(amount), lines)

    def totals(self) -> EntryTotals:
        credit, debit = self.booked
        return EntryTotals(credit.entries + debit.entries, credit.lines + debit.lines, credit.amount, debit.amount)

    def counts(self, *directions: int) -> list[int]:
        """All that a bank may mean by the number of entries, the likeliest first."""
        groups = [[tallies[direction] for direction in directions] for tallies in (self.booked, self.every)]
        return [sum(tally.entries for tally in group) for group in groups] + [sum(tally.lines for tally in group) for group in groups]

    def sums(self, *directions: int) -> list[Decimal]:
        return [sum((tallies[direction].amount for direction in directions), NOTHING) for tallies in (self.booked, self.every)]

    def nets(self) -> list[Decimal]:
        return [abs(credit.amount - debit.amount) for credit, debit in (self.booked, self.every)]


CREDIT, DEBIT = 0, 1


def check_summary(facts: Facts, tallies: Tallies) -> None:
    """Counts and sums of `TxsSummry`, as far as they are given."""
    for fact, place, directions in (
        ("count", "TtlNtries", (CREDIT, DEBIT)),
        ("credit_count", "TtlCdtNtries", (CREDIT,)),
        ("debit_count", "TtlDbtNtries", (DEBIT,)),
    ):
        check_count(facts.get(fact), f"TxsSummry/{place}/NbOfNtries", tallies.counts(*directions))
    check_sum(facts.get("sum"), "TxsSummry/TtlNtries/Sum", tallies.sums(CREDIT, DEBIT) + tallies.nets())
    check_sum(facts.get("credit_sum"), "TxsSummry/TtlCdtNtries/Sum", tallies.sums(CREDIT))
    check_sum(facts.get("debit_sum"), "TxsSummry/TtlDbtNtries/Sum", tallies.sums(DEBIT))
    net = facts.get("net")
    check_sum(net[0] if isinstance(net, tuple) else net, "TxsSummry/TtlNtries/TtlNetNtry", tallies.nets())


def check_count(stated: str | None, path: str, possible: list[int]) -> None:
    if not stated:
        return
    if not (stated.isascii() and stated.isdigit() and len(stated) <= 15):
        raise Unreadable("camt.count_unreadable", path, found=shown(stated))
    if int(stated) not in possible:
        raise Unreadable("camt.count_differs", path, stated=int(stated), found=possible[0])


def check_sum(stated: str | None, path: str, possible: list[Decimal]) -> None:
    """Some banks write the sum of debits with a minus, which the standard does not know."""
    if not stated:
        return
    amount = plain_amount(stated.removeprefix("-"), path)
    if amount not in possible:
        raise Unreadable("camt.sum_differs", path, stated=amount, found=possible[0])


def opening_and_closing(balances: Sequence[Balance], currency: str) -> tuple[Balance | None, Balance | None]:
    """The first opening (or previously closed) and the last closing booked balance, in the statement's currency.

    A bank may add the same balances in other currencies; one that opens in the currency of the entries and closes in
    another only has mixed something up.
    """
    opening = [balance for balance in balances if balance.kind == "OPBD"] or [balance for balance in balances if balance.kind == "PRCD"]
    closing = [balance for balance in balances if balance.kind == "CLBD"]
    for group in (opening, closing):
        if group and all(balance.currency != currency for balance in group):
            place = f"Bal[{balances.index(group[0]) + 1}]/Amt"
            raise Unreadable("camt.currency_differs", place, found=group[0].currency, expected=currency)
    return (
        min((each for each in opening if each.currency == currency), key=lambda each: each.on or date.max, default=None),
        max((each for each in closing if each.currency == currency), key=lambda each: each.on or date.min, default=None),
    )


def check_balances(balances: Sequence[Balance], currency: str, net: Decimal, kind: StatementKind, warn: Callable[..., None]) -> None:
    """Opening + booked = closing."""
    opening, closing = opening_and_closing(balances, currency)
    if opening is None or closing is None:
        if kind is StatementKind.STATEMENT:
            warn("camt.balance_unpaired", "Bal", currency=currency)
        return
    found = opening.amount + net
    if found == closing.amount:
        return
    place = f"Bal[{balances.index(closing) + 1}]/Amt"
    if kind is StatementKind.REPORT:
        warn("camt.balance_moved", place, found=found, stated=closing.amount)
        return
    raise Unreadable("camt.balance_differs", place, opening=opening.amount, booked=net, found=found, stated=closing.amount)
