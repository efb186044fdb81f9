"""Amounts: Decimal with a currency beside it, rounded in one function, split without losing a cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def round_amount(amount: Decimal, *, exponent: int = 2) -> Decimal:
    """Round half away from zero to `exponent` decimals, as `round(numeric, n)` does in PostgreSQL."""
    return amount.quantize(Decimal(1).scaleb(-exponent), rounding=ROUND_HALF_UP)


def split_amount(amount: Decimal, weights: Sequence[Decimal], *, exponent: int = 2) -> list[Decimal]:
    """Split an amount in proportion to weights by largest remainder; the parts always sum to the amount.

    Weights are not negative and at least one is above zero. Ties go to the earlier part.
    """
    total = sum(weights, Decimal(0))
    if total <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative and must not all be zero")
    unit = Decimal(1).scaleb(-exponent)
    whole_units = int((abs(amount) / unit).to_integral_exact())
    sign = 1 if amount >= 0 else -1
    exact = [Decimal(whole_units) * weight / total for weight in weights]
    units = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda index: (units[index] - exact[index], index))
    for index in by_remainder[: whole_units - sum(units)]:
        units[index] += 1
    return [sign * part * unit for part in units]
