"""What is left of a term that ends before the day it was sold to, and what that is worth. Pure; see docs/algorithms/stop.md."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class SoldTerm:
    """A term as it was sold and as far as it came.

    `sold` are its issues (days, where it brings none), `brought` those that come before it ends and were not made up for by a
    pause, `credited` and `credited_amount` what pauses gave back of it already. `copies_amount` is what other numbers of copies
    cost beyond the price, `copies_ahead` what of that is for issues that do not come any more.
    """

    price: Decimal
    sold: int
    brought: int
    credited: int = 0
    credited_amount: Decimal = Decimal(0)
    decimals: int = 2
    copies_amount: Decimal = Decimal(0)
    copies_ahead: Decimal = Decimal(0)


@dataclass(frozen=True)
class Rest:
    """The issues that do not come any more, what they are worth, and what of the price is kept for those that came."""

    issues: int
    amount: Decimal
    kept: Decimal


def rest_of_term(term: SoldTerm) -> Rest:
    """The share of the price that the issues to come have; never below zero, never more than is left of the price."""
    left = max(term.price + term.copies_amount - term.credited_amount, Decimal(0))
    issues = max(term.sold - term.brought - term.credited, 0)
    if not issues:
        amount = Decimal(0)
    elif term.brought <= 0:
        # Whoever got nothing gets all that is left, to the cent.
        amount = left
    else:
        share = (term.price * issues / term.sold + term.copies_ahead).quantize(Decimal(1).scaleb(-term.decimals), ROUND_HALF_UP)
        amount = max(min(share, left), Decimal(0))
    return Rest(issues, amount, left - amount)
