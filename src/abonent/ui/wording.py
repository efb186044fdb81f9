"""How a reader writes amounts, figures and days. Pure functions of a value and a language; no clock, no request.

English here is the English of an office in Stockholm or Warsaw: `1 249,00 kr`, `Tue 21 Jul`, 24 hours. Two colleagues who read
the same figure in two languages must never see 1,249 and 1.249. Spaces inside a figure do not break; minus is U+2212.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_currency, format_decimal, parse_pattern
from psycopg.types.range import Range

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"

# Figures and days of the five languages; a language not listed is written as English is.
LOCALES = {"en": "en_SE", "sv": "sv_SE", "fi": "fi_FI", "pl": "pl_PL", "hu": "hu_HU"}
# (this year, another year) with and without the weekday
DAY = {"en": "EEE d MMM", "sv": "EEE d MMM", "fi": "EEE d.M.", "pl": "EEE d MMM", "hu": "MMM d., EEE"}
DAY_OF_YEAR = {"en": "EEE d MMM y", "sv": "EEE d MMM y", "fi": "EEE d.M.y", "pl": "EEE d MMM y", "hu": "y. MMM d., EEE"}
SHORT = {"en": "d MMM", "sv": "d MMM", "fi": "d.M.", "pl": "d MMM", "hu": "MMM d."}
SHORT_OF_YEAR = {"en": "d MMM y", "sv": "d MMM y", "fi": "d.M.y", "pl": "d MMM y", "hu": "y. MMM d."}
LONG = {"en": "EEEE d MMMM", "sv": "EEEE d MMMM", "fi": "EEEE d. MMMM", "pl": "EEEE, d MMMM", "hu": "MMMM d., EEEE"}
MONTH = {"en": "MMMM y", "sv": "MMMM y", "fi": "LLLL y", "pl": "LLLL y", "hu": "y. MMMM"}


def one_stop(sentence: str) -> str:
    """The sentence with one full stop where a day that is written with one ends it: from 28 nov., not from 28 nov.."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", sentence)


@cache
def locale(language: str) -> Locale:
    """The locale whose figures and days a reader of this language gets."""
    return Locale.parse(LOCALES.get(language[:2], LOCALES["en"]))


@cache
def _pattern(decimals: int, suffix: str = "") -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else "") + suffix)


def number(value: Decimal | int | float, language: str, *, decimals: int | None = None) -> str:
    """A figure with grouped thousands; `decimals` fixes their number, else as many as the value carries."""
    if decimals is None:
        return _signed(format_decimal(value, locale=locale(language), decimal_quantization=False))
    return _signed(_pattern(decimals).apply(value, locale(language)))


def money(amount: Decimal | int, currency: str | None, language: str) -> str:
    """An amount with its currency, `1 249,00 kr`; without a currency the bare figure, for columns that have one unit."""
    if not currency:
        return number(amount, language, decimals=2)
    return _signed(format_currency(amount, currency, locale=locale(language)))


def percent(share: Decimal | float, language: str, *, decimals: int = 1, sign: bool = False) -> str:
    """A share in per cent: 0.286 is `28,6 %`; `sign` writes the plus of a change."""
    text = _signed(_pattern(decimals, " %").apply(share, locale(language))).replace(" ", "\N{NO-BREAK SPACE}")
    return f"+{text}" if sign and share > 0 else text


def day(value: date, today: date, language: str) -> str:
    """A day as `Tue 21 Jul`, with the year only when it is not this one."""
    patterns = DAY if value.year == today.year else DAY_OF_YEAR
    return _date(value, patterns, language)


def short_day(value: date, today: date, language: str) -> str:
    """A day without its weekday, `21 Jul`."""
    patterns = SHORT if value.year == today.year else SHORT_OF_YEAR
    return _date(value, patterns, language)


def long_day(value: date, language: str) -> str:
    """A day in full, `Thursday 9 July`: the head of a page."""
    return _date(value, LONG, language)


def spoken_day(value: date, today: date, language: str) -> str:
    """A day as it is read aloud: in full, and of another year with it."""
    return long_day(value, language) if value.year == today.year else day(value, today, language)


def month(value: date, language: str) -> str:
    """A month, `July 2026`."""
    return _date(value, MONTH, language)


def month_name(value: date, language: str) -> str:
    """A month alone and short, `Jul`: the axis of a picture."""
    return format_date(value, "LLL", locale=locale(language)).rstrip(".")


def clock_time(value: datetime) -> str:
    """A time of day, `14:05`; the moment is already in the reader's zone."""
    return f"{value:%H:%M}"


def days_between(during: Range[date], today: date, language: str) -> tuple[str, str]:
    """First and last day of a half-open period as people say them; an open end is the empty text. A year they share is said once."""
    first_day, last_day = during.lower, during.upper - timedelta(days=1) if during.upper else None
    seen_first = seen_last = today
    if first_day and last_day and first_day < last_day and first_day.year == last_day.year:
        # The year stands behind the last day, in Hungarian before the first.
        seen_first, seen_last = (today, first_day) if language[:2] == "hu" else (last_day, today)
    first = short_day(first_day, seen_first, language) if first_day else ""
    last = short_day(last_day, seen_last, language) if last_day else ""
    return first, last


def _date(value: date, patterns: dict[str, str], language: str) -> str:
    key = language[:2] if language[:2] in patterns else "en"
    return format_date(value, patterns[key], locale=locale(language)).replace(" ", "\N{NO-BREAK SPACE}")


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def is_blank(value: Any) -> bool:
    """Whether a cell has nothing to say."""
    return value is None or value == ""
