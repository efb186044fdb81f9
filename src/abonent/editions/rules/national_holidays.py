"""National holidays: only a starting point, which the paper chooses from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache

import holidays
from holidays import HolidayBase

# One name for a holiday whatever the reader's language: the choice is stored under it.
KEY_LANGUAGE = "en_US"


def days_left_out(*, country: str, chosen: Collection[str], years: Iterable[int]) -> set[date]:
    """The days of the chosen holidays in these years."""
    return {day for year in years for day, names in holiday_names(country, year, "en").items() if names.keys() & set(chosen)}


@lru_cache(maxsize=64)
def holiday_names(country: str, year: int, language: str) -> dict[date, dict[str, str]]:
    """The public holidays of a year, each as its key and its name for a reader; two may fall on one day.

    Not every country's holidays are known in the reader's language: then they are named as the country names them. Of a country that
    nobody has collected them for there are none to choose from.
    """
    if country not in holidays.list_supported_countries():
        return {}
    languages = holidays.country_holidays(country)
    own, known = languages.default_language, languages.supported_languages
    # The calendar of Finland knows Swedish as sv_FI.
    readers = next((one for one in known if one.split("_")[0] == language), own)
    native, keys, spoken = (holidays.country_holidays(country, years=year, language=one) for one in (own, KEY_LANGUAGE, readers))
    return {day: _named(day, native, keys, spoken) for day in sorted(keys)}


def _named(day: date, native: HolidayBase, keys: HolidayBase, spoken: HolidayBase) -> dict[str, str]:
    """Key -> name. Those of one day stand in the order of each language, so two of them are told apart by translating both."""
    names = native.get_list(day)
    if len(names) == 1:
        return {keys[day]: spoken[day]}
    return {keys.tr(name): spoken.tr(name) for name in names}
