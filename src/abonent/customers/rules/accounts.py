"""Bank accounts as people write them, checked by their own rule and made bare."""

from __future__ import annotations

import re

from stdnum import exceptions, iban, luhn

_NOT_PART = re.compile(r"[\s.\-]")


def account_number(text: str, scheme: str) -> str:
    """The bare number of an account; the empty text if the check digits or the length are wrong."""
    bare = _NOT_PART.sub("", text).upper()
    if scheme == "iban":
        return _valid_iban(bare)
    shortest, longest = (7, 8) if scheme == "bankgiro" else (2, 8)
    return bare if bare.isdecimal() and shortest <= len(bare) <= longest and luhn.is_valid(bare) else ""


def account_for_people(number: str, scheme: str) -> str:
    """As it is read: an IBAN in groups of four, a bankgiro with its dash before the last four, a plusgiro before the last."""
    if scheme == "iban":
        return str(iban.format(number))
    last = 4 if scheme == "bankgiro" else 1
    return f"{number[:-last]}-{number[-last:]}"


def _valid_iban(bare: str) -> str:
    try:
        return str(iban.validate(bare))
    except exceptions.ValidationError:
        return ""
