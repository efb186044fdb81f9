"""What the reader of a list of dwellings makes of its cells; runs in the reader's child process."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from abonent.customers.rules.staged import meanings
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

MOST_HOUSEHOLDS = 999
# Folded, in Swedish, Finnish, Polish, Hungarian and English.
_YES = frozenset(["yes", "y", "ja", "j", "kylla", "k", "tak", "t", "igen", "i", "true", "1", "x"])
_NO = frozenset(["no", "n", "nej", "ei", "e", "nie", "nem", "false", "0", "-"])


@lru_cache(maxsize=1_000)
def country(said: str, default_country: str) -> tuple[str]:
    """The code of a country, in any of the languages."""
    return (meanings("", "", said, "")[2] or default_country,)


@lru_cache(maxsize=1_000)
def households(said: str) -> tuple[str]:
    """How many households; the empty text where the file does not say."""
    if said and not (said.isascii() and said.isdigit() and int(said) <= MOST_HOUSEHOLDS):
        raise Fault("households", "door.households", value=said[:20], most=MOST_HOUSEHOLDS)
    return (str(int(said)) if said else "",)


@lru_cache(maxsize=1_000)
def refuses(said: str) -> tuple[str]:
    """Whether the door says no to what is not addressed: "yes", "no", or the empty text where the file does not say."""
    word = fold(said).strip(" .")
    if not word:
        return ("",)
    if word not in _YES | _NO:
        raise Fault("refuses", "door.yes_no", value=said[:20])
    return ("yes" if word in _YES else "no",)


def coordinates(latitude: str, longitude: str) -> tuple[str, str]:
    """Both in degrees with five decimals, or neither."""
    if not latitude and not longitude:
        return "", ""
    return _degrees("latitude", latitude, 90), _degrees("longitude", longitude, 180)


def _degrees(field: str, said: str, most: int) -> str:
    try:
        value = Decimal(said.replace(",", "."))
    except InvalidOperation:
        raise Fault(field, "door.degrees", value=said[:20], most=most) from None
    if not value.is_finite() or abs(value) > most:
        raise Fault(field, "door.degrees", value=said[:20], most=most)
    return f"{value:.5f}"
