"""Telephone numbers in any writing, brought to E.164: "070-174 06 35" in Sweden is +46701740635."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

# Country: its code, the digits dialled before a number inside the country, and how long a number is without them.
# A short way for the numbers that nearly all rows have (twenty times as fast); everything else is asked of phonenumbers.
_PLANS = {
    "SE": ("46", "0", range(7, 11)),
    "FI": ("358", "0", range(5, 13)),
    "PL": ("48", "", range(9, 10)),
    "HU": ("36", "06", range(8, 10)),
}
_FURNITURE = str.maketrans("", "", " -/.()\u00a0\u202f\u2011\u2013")
_PLAIN = re.compile(r"(\+|00)?\d{5,15}")


@lru_cache(maxsize=100_000)
def e164(text: str, country: str) -> str:
    """The number in E.164, or the empty text if it cannot be one of that country or carries none."""
    written = text.replace("(0)", "").translate(_FURNITURE)
    if _PLAIN.fullmatch(written) and (short := _by_plan(written, country)):
        return short
    return _by_library(text, country)


def _by_plan(written: str, country: str) -> str:
    international = written.removeprefix("+") if written.startswith("+") else written[2:] if written.startswith("00") else ""
    for land, (code, trunk, lengths) in _PLANS.items():
        if international.startswith(code):
            number = international.removeprefix(code)
        elif not international and land == country:
            number = written
            if trunk and not number.startswith(trunk):
                return ""
            number = number.removeprefix(trunk)
        else:
            continue
        return f"+{code}{number}" if len(number) in lengths and not number.startswith("0") else ""
    return ""


def _by_library(text: str, country: str) -> str:
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if phonenumbers.is_possible_number(number) else ""


def load_plans() -> None:
    """Load the numbering plans of all countries, which the library otherwise does one by one when asked."""
    phonenumbers.PhoneMetadata.load_all()


def for_people(normalised: str, country: str) -> str:
    """The number as it is written in the country: national at home, with its country code from abroad."""
    try:
        number = phonenumbers.parse(normalised, None)
    except phonenumbers.NumberParseException:
        return normalised
    at_home = phonenumbers.region_code_for_number(number) == country
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def beginnings(text: str) -> Iterator[str]:
    """What a number of which this much is typed may begin with in E.164, without knowing its country."""
    written = text.translate(_FURNITURE)
    digits = re.sub(r"\D", "", written)
    if written.startswith("+"):
        yield "+" + digits
    elif digits.startswith("00"):
        yield "+" + digits[2:]
    else:
        for code, trunk, _lengths in _PLANS.values():
            if digits.startswith(trunk) and (trunk or not digits.startswith("0")):
                yield f"+{code}{digits.removeprefix(trunk)}"
