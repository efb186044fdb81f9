"""An amount divided into instalments: how much on which day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from abonent.kit.money import split_amount
from abonent.kit.periods import add_months

WEEK, FORTNIGHT, MONTH = "week", "fortnight", "month"
_DAYS = {WEEK: 7, FORTNIGHT: 14}


def instalments(amount: Decimal, *, count: int, first_on: date, every: str) -> list[tuple[date, Decimal]]:
    """`count` parts as equal as cents allow, the larger ones first; a monthly one keeps the day of the month of the first."""
    parts = split_amount(amount, [Decimal(1)] * count)
    return [(_day(first_on, place, every), part) for place, part in enumerate(parts)]


def filled(amounts: list[Decimal], paid: Decimal) -> list[Decimal]:
    """How much of each instalment has come, when what was paid fills them in their order."""
    came: list[Decimal] = []
    for amount in amounts:
        part = max(min(amount, paid), Decimal(0))
        came.append(part)
        paid -= part
    return came


def _day(first_on: date, place: int, every: str) -> date:
    if every == MONTH:
        return add_months(first_on, place)
    return first_on + timedelta(days=_DAYS[every] * place)
