"""How much VAT is in what was paid of an invoice, rate by rate; `docs/algorithms/cash-receipt.md` has the rule and a worked table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from abonent.kit.money import round_amount


@dataclass(frozen=True)
class OfRate:
    """What stands on a rate of VAT."""

    rate: Decimal
    net: Decimal
    vat: Decimal

    @property
    def gross(self) -> Decimal:
        """With VAT."""
        return self.net + self.vat


def paid_of_rates(paid: Decimal, billed: Sequence[OfRate], *, rounding: Decimal = Decimal(0), exponent: int = 2) -> list[OfRate]:
    """The part of each rate in an amount paid of an invoice, whose total is its rates and its rounding.

    The whole invoice paid is the invoice as it stands. Of a part each rate has its share, together the amount to the cent: the largest
    takes what rounding leaves.
    """
    gross = sum((one.gross for one in billed), Decimal(0))
    if paid == gross + rounding or not gross:
        return list(billed)
    largest = max(billed, key=lambda one: one.gross)
    shares = {one.rate: round_amount(paid * one.gross / gross, exponent=exponent) for one in billed if one is not largest}
    shares[largest.rate] = paid - sum(shares.values(), Decimal(0))
    return [_of(one, shares[one.rate], exponent) for one in billed]


def _of(billed: OfRate, share: Decimal, exponent: int) -> OfRate:
    vat = round_amount(share * billed.vat / billed.gross, exponent=exponent) if billed.gross else Decimal(0)
    return OfRate(billed.rate, share - vat, vat)
