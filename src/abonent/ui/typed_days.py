"""A day as people type it: 2026-07-21, 21/7, 21.7.2026, 21 jul, jul 21, fri, 3w. In any of our languages.

Without a year the nearest such day is meant that is not more than three months ago: who types "1/12" in January means the one that
was, who types it in July the one that comes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from babel import Locale
from django.utils.translation import get_language

LANGUAGES = ("en", "sv", "fi", "pl", "hu")
LOOKS_BACK = timedelta(days=92)
FEWEST_LETTERS = 2
# Day and month in figures, the year perhaps behind them with two or four.
IN_FIGURES = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.]?(?:\s*(\d{4}|\d{2}))?$")
# Days and weeks by the first letter of the word in our five languages: sv dag, vecka; fi päivä, viikko; pl dzień, tydzień; hu nap, hét.
FROM_TODAY = re.compile(r"^\+?(\d{1,3})\s?([dpnwvth])$")
LETTER_OF_WEEKS = {"en": "w", "sv": "v", "fi": "v", "pl": "t", "hu": "h"}
LETTERS_OF_WEEKS = "".join(LETTER_OF_WEEKS.values())


def typed_weeks(count: int) -> str:
    """A number of weeks as a reader types it: 2w, in Swedish 2v."""
    return f"{count}{LETTER_OF_WEEKS.get((get_language() or 'en')[:2], 'w')}"


def read_day(text: str, *, today: date) -> date | None:
    """The day that a text means, seen from `today`; None if it means none."""
    typed = " ".join(text.split())
    try:
        return date.fromisoformat(typed)
    except ValueError:
        pass
    try:
        return _from_today(typed, today) or _in_figures(typed, today) or _in_words(typed, today)
    except (ValueError, OverflowError):
        return None


def _from_today(typed: str, today: date) -> date | None:
    found = FROM_TODAY.match(typed.lower())
    if found:
        return today + timedelta(days=int(found[1]) * (7 if found[2] in LETTERS_OF_WEEKS else 1))
    weekday = _named(typed, "days")
    return None if weekday is None else today + timedelta(days=(weekday - today.weekday()) % 7)


def _in_figures(typed: str, today: date) -> date | None:
    found = IN_FIGURES.match(typed)
    return _nearest(int(found[1]), int(found[2]), found[3], today) if found else None


def _in_words(typed: str, today: date) -> date | None:
    """A day, the name of a month, and perhaps a year of four figures, in whatever order."""
    words = [word.strip(".,") for word in typed.split()]
    names = [word for word in words if not word.isdigit()]
    days = [word for word in words if word.isdigit() and len(word) <= 2]
    years = [word for word in words if word.isdigit() and len(word) == 4]
    month = _named(names[0], "months") if len(names) == 1 else None
    if month is None or len(days) != 1 or len(years) > 1 or len(names) + len(days) + len(years) != len(words):
        return None
    return _nearest(int(days[0]), month, years[0] if years else None, today)


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # The year of a 29 February may be four years off.
    candidates = _existing(day, month, range(today.year - 1, today.year + 5))
    return next((candidate for candidate in candidates if candidate >= today - LOOKS_BACK), None)


def _existing(day: int, month: int, years: range) -> Iterator[date]:
    for year in years:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _named(typed: str, what: str) -> int | None:
    """The number of the month or weekday whose name begins like this; the reader's language is asked first."""
    beginning = _folded(typed).strip(".")
    if len(beginning) < FEWEST_LETTERS:
        return None
    own = (get_language() or "en")[:2]
    for language in sorted(LANGUAGES, key=lambda language: language != own):
        meant = {number for name, number in _names(language, what) if name.startswith(beginning)}
        if len(meant) == 1:
            return meant.pop()
    return None


@cache
def _names(language: str, what: str) -> tuple[tuple[str, int], ...]:
    """Every form of the names in a language; months from 1, weekdays from 0 for Monday."""
    forms = getattr(Locale.parse(language), what)
    tables = (forms[context][width] for context in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    return tuple((_folded(name), number) for table in tables for number, name in table.items())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
