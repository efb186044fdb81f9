"""Account numbers as people and banks write them, made comparable."""

from __future__ import annotations

import re

from stdnum import iban

_NOT_PART_OF_A_NUMBER = re.compile(r"[^0-9A-Z]")


def bare_account_number(text: str) -> str:
    """Digits and capital letters alone: "SE45 5000-0000 0583" and "5402-9681" lose what is there for the eye."""
    return _NOT_PART_OF_A_NUMBER.sub("", text.upper())


def is_same_account(one: str, other: str) -> bool:
    """Whether two bare numbers name one account: equal, or one is the IBAN that the other, a national number, is part of."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer == shorter or bool(shorter) and _is_international(longer) and longer[4:] == shorter


def account_in_groups(number: str) -> str:
    """As it is read: an IBAN in groups of four, a national number as it is."""
    return iban.format(number) if _is_international(number) else number


def _is_international(number: str) -> bool:
    return number[:2].isalpha() and number[2:4].isdigit()
