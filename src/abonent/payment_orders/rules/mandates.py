"""The accounts that a mandate may be for, and what banks know it by."""

from __future__ import annotations

import re

from abonent.customers.rules.accounts import account_number

_NOT_PART = re.compile(r"[\s.,\-]")
CLEARING_DIGITS = 4
LONGEST_SWEDISH = 16
SHORTEST_SWEDISH = 8


def mandate_account(text: str, scheme: str) -> str:
    """The bare account of a mandate, the empty text if it cannot be one.

    SEPA takes an IBAN. Autogiro takes a clearing number of four digits and an account, together at most sixteen; the fifth digit of a
    clearing number that begins with 8, a savings bank, is a check digit and is left out.
    """
    if scheme == "sepa":
        return account_number(text, "iban")
    clearing, comma, account = text.partition(",")
    clearing, account = _NOT_PART.sub("", clearing), _NOT_PART.sub("", account)
    if not comma:
        clearing, account = clearing[:CLEARING_DIGITS], clearing[CLEARING_DIGITS:]
    if len(clearing) == CLEARING_DIGITS + 1 and clearing.startswith("8"):
        clearing = clearing[:CLEARING_DIGITS]
    bare = clearing + account
    fits = len(clearing) == CLEARING_DIGITS and bare.isascii() and bare.isdecimal() and SHORTEST_SWEDISH <= len(bare) <= LONGEST_SWEDISH
    return bare if fits else ""


def mandate_account_for_people(number: str, scheme: str) -> str:
    """As it is read: the IBAN in groups of four, or clearing number, comma, account."""
    if scheme == "sepa":
        return " ".join(number[place : place + 4] for place in range(0, len(number), 4))
    return f"{number[:CLEARING_DIGITS]}, {number[CLEARING_DIGITS:]}"


def mandate_reference(customer_number: int, nth: int) -> str:
    """What banks know a mandate by: the customer's number and which mandate of his it is, in two digits."""
    return f"{customer_number}{nth:02}"
