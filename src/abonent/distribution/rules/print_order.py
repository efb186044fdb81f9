"""How many copies are printed: those that go out, spares, and what fills the last bundle. See docs/algorithms/print-order.md."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


@dataclass(frozen=True)
class PrintOrder:
    """The copies of one way: due, spare on top, and how many fill the last bundle."""

    due: int
    spares: int
    filling: int

    @property
    def printed(self) -> int:
        """What is ordered from the press."""
        return self.due + self.spares + self.filling


def print_order(*, due: int, spare_percent: Decimal, least_spares: int, per_bundle: int) -> PrintOrder:
    """Spares in percent, rounded up, and at least so many; then up to whole bundles. Of nothing, nothing is printed."""
    if not due:
        return PrintOrder(0, 0, 0)
    spares = max(int((due * spare_percent / 100).to_integral_value(ROUND_CEILING)), least_spares)
    return PrintOrder(due, spares, -(due + spares) % per_bundle)


def bundles_of(copies: int, per_bundle: int) -> list[int]:
    """How many copies lie in each bundle: full ones, and the odd one."""
    full, rest = divmod(copies, per_bundle)
    return [per_bundle] * full + ([rest] if rest else [])
