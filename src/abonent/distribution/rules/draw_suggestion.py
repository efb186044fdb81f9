"""How many copies an outlet should draw on a weekday, by what it sold. Pure; the worked table is docs/algorithms/draw-suggestion.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

# Fewer issues than these say nothing.
LEAST = 4
SOLD_OUT, TOO_MANY, RIGHT, TOO_LITTLE_KNOWN = "sold_out", "too_many", "right", "too_little_known"


@dataclass(frozen=True)
class Sale:
    """Of an issue: how many copies were drawn and how many sold."""

    drawn: int
    sold: int


@dataclass(frozen=True)
class Suggestion:
    """How many copies, and why: the outlet sold out, or too many came back; `sold_out` of `issues` were sold out, `most` and `mean` were sold."""

    copies: int
    because: str
    issues: int = 0
    sold_out: int = 0
    most: int = 0
    mean: float = 0.0


def suggested(now: int, sales: Sequence[Sale]) -> Suggestion:
    """What an outlet should draw in place of `now`, by its latest issues of the weekday.

    Whoever sold out at least every second time could have sold more: a tenth more, one copy at least. Where no issue sold out and what was
    sold at most leaves more than a tenth of the draw, the draw is what was sold at most and one to spare.
    """
    if len(sales) < LEAST:
        return Suggestion(now, TOO_LITTLE_KNOWN, len(sales))
    sold_out = sum(sale.sold >= sale.drawn > 0 for sale in sales)
    most, mean = max(sale.sold for sale in sales), sum(sale.sold for sale in sales) / len(sales)
    known = (len(sales), sold_out, most, mean)
    if 2 * sold_out >= len(sales):
        return Suggestion(now + max(1, ceil(now / 10)), SOLD_OUT, *known)
    if not sold_out and most + 1 < now - now // 10:
        return Suggestion(most + 1, TOO_MANY, *known)
    return Suggestion(now, RIGHT, *known)
