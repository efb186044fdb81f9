"""How a price list rounds what a percentage makes of its prices: to a step, then down by what its prices end in.

The worked table is docs/algorithms/price-raise.md; the arithmetic is in sql/copy_prices.sql.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Rounding:
    """Round half away from zero to `step`, then take `less` off: step 1 and less 0.10 make prices that end in ,90."""

    label: Any
    step: Decimal
    less: Decimal = Decimal(0)


AS_IT_IS = Rounding(_("Copied as it is"), Decimal(0))
ROUNDINGS = {
    "cent": Rounding(_("To 0,01"), Decimal("0.01")),
    "tenth": Rounding(_("To 0,10"), Decimal("0.10")),
    "half": Rounding(_("To 0,50"), Decimal("0.50")),
    "whole": Rounding(_("To whole amounts"), Decimal(1)),
    "five": Rounding(_("To 5"), Decimal(5)),
    "ten": Rounding(_("To 10"), Decimal(10)),
    "ninety": Rounding(_("To amounts that end in ,90"), Decimal(1), Decimal("0.10")),
    "nine": Rounding(_("To amounts that end in 9"), Decimal(10), Decimal(1)),
}
