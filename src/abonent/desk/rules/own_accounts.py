"""The number of an account of ours, as somebody types it."""

from __future__ import annotations

import re
from typing import NamedTuple

from stdnum import iban, luhn

_BANKGIRO = re.compile(r"\d{7,8}")


class AccountRead(NamedTuple):
    """What kind of number it is, and the number bare."""

    name: str
    scheme: str
    number: str


def account_read(text: str) -> AccountRead | None:
    """An IBAN, or a Swedish bankgiro number of seven or eight digits; None if it is neither or a digit is wrong."""
    bare = re.sub(r"[\s-]", "", text).upper()
    if iban.is_valid(bare):
        return AccountRead("IBAN", "iban", bare)
    return AccountRead("Bankgiro", "bankgiro", bare) if _BANKGIRO.fullmatch(bare) and luhn.is_valid(bare) else None
