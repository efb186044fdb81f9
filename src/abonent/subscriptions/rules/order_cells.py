"""What the reader of a file of orders makes of its cells; runs in the reader's child process."""

from __future__ import annotations

from functools import lru_cache

from abonent.customers.rules.own import day_of_moment
from abonent.imports.reading.trouble import Fault

MOST_COPIES = 9_999
MOST_MONTHS = 60


@lru_cache(maxsize=10_000)
def starts_on(said: str) -> tuple[str]:
    """The first day, as 2026-02-01; that an empty cell says none is found with the row."""
    return (day_of_moment(said, "starts_on") if said else "",)


@lru_cache(maxsize=1_000)
def months(said: str) -> tuple[str]:
    """How long, in whole months: 12, or "12 months"."""
    number = said.split()[0] if said else ""
    return (_whole(number, said, "months", MOST_MONTHS),)


@lru_cache(maxsize=1_000)
def copies(said: str) -> tuple[str]:
    """How many; an empty cell is one."""
    return (_whole(said or "1", said, "copies", MOST_COPIES),)


def _whole(number: str, said: str, field: str, most: int) -> str:
    if not number:
        return ""
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number) <= most:
        raise Fault(field, "order.no_number", value=said, most=most)
    return str(int(number))
