"""A unit price as its reader writes it: two decimals, more only where the price has more."""

from __future__ import annotations

from decimal import Decimal

from abonent.ui import wording


def unit_price_words(amount: Decimal, language: str) -> str:
    """1 249,00, and 0,075 for what is priced by the thousandth."""
    decimals = max(2, -int(amount.normalize().as_tuple().exponent))
    return wording.number(amount, language, decimals=decimals)
