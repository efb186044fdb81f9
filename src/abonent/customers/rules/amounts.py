"""Amounts without cents, as people write them."""

from __future__ import annotations

import re

HIGHEST = 999_999_999


def whole_amount(said: str) -> int | None:
    """5000, 5 000 and 5 000,00 are 5000; None for what is no such amount, or has cents, or is too great."""
    plain = "".join(said.split())
    if not re.fullmatch(r"[0-9]{1,12}([.,]0{1,2})?", plain):
        return None
    amount = int(re.split("[.,]", plain)[0])
    return amount if amount <= HIGHEST else None
