"""Amounts as people type them: 1249, 1 249,00, 1249.50."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from abonent.ui.wording import MINUS


def read_amount(text: str) -> Decimal | None:
    """The amount; None if it is none. Comma or point, but not both: nobody can say what 1,249.00 was meant to be."""
    plain = "".join(text.split()).replace(MINUS, "-")
    if "," in plain and "." in plain:
        return None
    try:
        amount = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None
