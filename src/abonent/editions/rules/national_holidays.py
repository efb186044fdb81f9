"""National holidays: only a starting point, which the paper chooses from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

import holidays

# One name for a holiday whatever the reader's language: the choice is stored under it.
KEY_LANGUAGE = "en_US"
SPOKEN = {"SE": "sv", "FI": "fi", "PL": "pl", "HU": "hu"}


def days_left_out(*, country: str, chosen: Collection[str], years: Iterable[int]) -> set[date]:
    """The days of the chosen holidays in these years."""
    return {day for year in years for day, names in holiday_names(country, year).items() if set(names) & set(chosen)}


@lru_cache(maxsize=64)
def holiday_names(country: str, year: int, language: str = KEY_LANGUAGE) -> dict[date, tuple[str, ...]]:
    """The public holidays of a year with their names; two may fall on one day."""
    found = holidays.country_holidays(country, years=year, language=language)
    return {day: tuple(found.get_list(day)) for day in sorted(found)}
