"""What pieces are worth as they were bought; see docs/algorithms/stock-value.md."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def worth_of_receipt(pieces: int, unit_cost: Decimal) -> Decimal:
    """Pieces at what one cost, rounded once, half away from zero."""
    return (pieces * unit_cost).quantize(CENT, ROUND_HALF_UP)
