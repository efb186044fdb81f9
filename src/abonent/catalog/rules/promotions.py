"""What a promotion makes of a list price: pure functions. Which of its steps a term is in, the statements find by `from_term`.

The worked table is docs/algorithms/promotions.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)
MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True)
class Step:
    """Some of the first terms of an order: what one copy costs, or by how many per cent less than the list.

    `own_length` is the length of its terms where it is not that of the list.
    """

    terms: int
    unit_price: Decimal | None = None
    percent_off: Decimal | None = None
    own_length: int | None = None


@dataclass(frozen=True, kw_only=True)
class PromotedStep:
    """A step as pricing knows it: which of the terms it holds for, and whose it is."""

    step_id: int
    promotion: Mapping[str, str]
    code: str
    from_term: int
    step: Step


def promoted_price(step: Step, listed: Decimal | None) -> Decimal | None:
    """What one copy costs in a step. Never more than the list says for the same term; nothing where the list has no price to start from."""
    if step.own_length is not None:
        return step.unit_price
    if listed is None:
        return None
    if step.percent_off is not None:
        return (listed * (HUNDRED - step.percent_off) / HUNDRED).quantize(MILLIONTH)
    return min(step.unit_price, listed) if step.unit_price is not None else listed


def wrong_with(steps: Sequence[Step], *, unit: str, then_ends: bool) -> str:
    """Why steps cannot be promised, as a code; nothing if they can.

    A term by issues is moved by counting issues from the length of the order, so a length of its own can only stand at the front.
    """
    if not steps:
        return "promotion.no_steps"
    if any((step.unit_price is None) == (step.percent_off is None) for step in steps):
        return "promotion.price_or_percent"
    if any(step.own_length is not None and step.unit_price is None for step in steps):
        return "promotion.own_length_without_price"
    if unit == "issue" and any(step.own_length and (place or step.terms > 1) for place, step in enumerate(steps)):
        return "promotion.own_length_in_front"
    if then_ends and sum(step.terms for step in steps) > 1:
        return "promotion.trial_of_one_term"
    return ""
