"""What discounts make of an amount, and why one holds and another does not: pure functions.

The worked tables are in docs/algorithms/discounts.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.kit.money import round_amount

HUNDRED = Decimal(100)
ZERO = Decimal(0)

LIST, RUNNING = "list", "running"
BEST, FIRST = "best", "first"

# Why a discount does not hold, in the order in which it is asked.
OTHER_PRODUCT, OTHER_CUSTOMER, OTHER_GROUP = "other_product", "other_customer", "other_group"
NOT_YET, OVER = "not_yet", "over"
PROMOTION, QUANTITY, VALUE, COMBINATION = "promotion", "quantity", "value", "combination"
BEATEN, NOTHING_LEFT = "beaten", "nothing_left"

# A discount that is of no concern to the case leaves no word on its trace; another customer's would even tell of him.
UNTOLD = frozenset({OTHER_PRODUCT, OTHER_CUSTOMER, OTHER_GROUP, NOT_YET, OVER})


@dataclass(frozen=True, kw_only=True)
class Alternatives:
    """Discounts of which one alone holds: the best for the customer, or the first in their order."""

    group_id: int
    name: Mapping[str, str]
    takes: str = BEST


@dataclass(frozen=True, kw_only=True)
class Discount:
    """What is taken off, from which amount, and for whom it holds from which day. Nothing said: for any product, group, customer.

    `percent_off` is of the list price or of what is left after the discounts before; `amount_off` is for each copy. `copies_from`
    and `value_from` count the whole order, `needs` are products, with their names, that must be on it.
    """

    discount_id: int
    code: str
    name: Mapping[str, str]
    ordinal: int
    holds_from: date
    holds_until: date | None = None
    percent_off: Decimal | None = None
    amount_off: Decimal | None = None
    base: str = LIST
    products: frozenset[int] = frozenset()
    needs: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    copies_from: int = 1
    value_from: Decimal = ZERO
    price_group_id: int | None = None
    customer_id: int | None = None
    with_promotion: bool = False
    alternatives: Alternatives | None = None


@dataclass(frozen=True, kw_only=True)
class OrderedTerm:
    """A term as discounts see it: of what, for whom, from which day, and the whole order that it is part of.

    `order_copies` are the copies of each product on the order, this one's among them; `order_value` is what one term of each
    costs by the list.
    """

    product_id: int
    copies: int
    on: date
    order_copies: Mapping[int, int]
    order_value: Decimal
    price_group_id: int | None = None
    customer_id: int | None = None
    promoted: bool = False


@dataclass(frozen=True)
class Verdict:
    """What became of a discount: how much it took and what was left, or why it took nothing, with the figures of that reason."""

    discount: Discount
    taken: Decimal = ZERO
    left: Decimal | None = None
    why_not: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)


def discounted(
    discounts: Sequence[Discount], term: OrderedTerm, *, listed: Decimal, amount: Decimal, exponent: int = 2
) -> tuple[Decimal, tuple[Verdict, ...]]:
    """What is left of `amount`, and a verdict on every discount: those that took something one after the other, then the others.

    `listed` is what the list says for all copies; `amount` is less than that where a promotion holds.
    """
    ordered = sorted(discounts, key=_place)
    asked = [(discount, *_why_not(discount, term)) for discount in ordered]
    passed = [Verdict(discount, why_not=why_not, figures=figures) for discount, why_not, figures in asked if why_not]
    holding = [discount for discount, why_not, _figures in asked if not why_not]
    took_something: list[Verdict] = []
    left = amount
    for candidates in _turns(holding):
        taken = {one.discount_id: _takes(one, term.copies, listed, left, exponent) for one in candidates}
        chosen = max(candidates, key=lambda one: taken[one.discount_id]) if _takes_best(candidates[0]) else candidates[0]
        passed += [Verdict(one, why_not=BEATEN, figures={"by": dict(chosen.name)}) for one in candidates if one is not chosen]
        took = taken[chosen.discount_id]
        left -= took
        if took:
            took_something.append(Verdict(chosen, took, left))
        else:
            passed.append(Verdict(chosen, why_not=NOTHING_LEFT))
    return left, (*took_something, *sorted(passed, key=lambda verdict: _place(verdict.discount)))


def latest_turn(discounts: Iterable[Discount], on: date) -> date | None:
    """The latest day, not after a day, on which one of them began or ended; since then the same ones hold."""
    turns = (turn for discount in discounts for turn in (discount.holds_from, discount.holds_until))
    return max((turn for turn in turns if turn is not None and turn <= on), default=None)


def _place(discount: Discount) -> tuple[int, int]:
    return discount.ordinal, discount.discount_id


def _why_not(discount: Discount, term: OrderedTerm) -> tuple[str, dict[str, Any]]:
    """The first reason why a discount does not hold for a term, with its figures; nothing if it holds."""
    lacking = [dict(discount.needs[product]) for product in sorted(discount.needs.keys() - term.order_copies.keys())]
    reasons: tuple[tuple[str, bool, dict[str, Any]], ...] = (
        (OTHER_PRODUCT, bool(discount.products) and term.product_id not in discount.products, {}),
        (OTHER_CUSTOMER, discount.customer_id not in (None, term.customer_id), {}),
        (OTHER_GROUP, discount.price_group_id not in (None, term.price_group_id), {}),
        (NOT_YET, term.on < discount.holds_from, {"day": discount.holds_from.isoformat()}),
        (OVER, discount.holds_until is not None and discount.holds_until <= term.on, {}),
        (PROMOTION, term.promoted and not discount.with_promotion, {}),
        (QUANTITY, _counted(discount, term) < discount.copies_from, {"from": discount.copies_from, "has": _counted(discount, term)}),
        (VALUE, term.order_value < discount.value_from, {"from": str(discount.value_from), "has": str(term.order_value)}),
        (COMBINATION, bool(lacking), {"products": lacking}),
    )
    return next(((why, figures) for why, holds, figures in reasons if holds), ("", {}))


def _counted(discount: Discount, term: OrderedTerm) -> int:
    """The copies on the order of the products that the discount makes cheaper."""
    counted = (copies for product, copies in term.order_copies.items() if not discount.products or product in discount.products)
    return sum(counted)


def _turns(holding: Sequence[Discount]) -> Iterator[list[Discount]]:
    """The discounts one after the other; alternatives take their turn together, when the first of them does."""
    seen: set[int] = set()
    for discount in holding:
        group = discount.alternatives
        if group is None:
            yield [discount]
        elif group.group_id not in seen:
            seen.add(group.group_id)
            yield [one for one in holding if one.alternatives and one.alternatives.group_id == group.group_id]


def _takes_best(discount: Discount) -> bool:
    return discount.alternatives is not None and discount.alternatives.takes == BEST


def _takes(discount: Discount, copies: int, listed: Decimal, left: Decimal, exponent: int) -> Decimal:
    """What it takes off, rounded to the currency; never more than there is."""
    if discount.percent_off is not None:
        off = (listed if discount.base == LIST else left) * discount.percent_off / HUNDRED
    else:
        off = (discount.amount_off or ZERO) * copies
    return min(round_amount(off, exponent=exponent), left)
