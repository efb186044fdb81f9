"""Half-open periods of days: the start belongs to it, the end does not. People type and hear them inclusive."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from psycopg.types.range import DateRange


def day(text: str) -> date:
    """A day from its ISO form, for tests and tables: day("2026-02-28")."""
    return date.fromisoformat(text)


def period(start: str | date, end: str | date | None) -> DateRange:
    """[start, end); an end of None means open-ended."""
    return DateRange(_as_day(start), _as_day(end) if end is not None else None, "[)")


def inclusive(first: date, latest: date) -> DateRange:
    """The period of days as people say it: "10-24 July" ends before the 25th."""
    return DateRange(first, latest + timedelta(days=1), "[)")


def add_months(anchor: date, months: int, *, anchor_day: int | None = None) -> date:
    """The day `months` later that keeps the anchor day: 31 Jan -> 28 Feb -> 31 Mar.

    `anchor_day` is the day of the month the series began on; without it the day of `anchor`. Never derive it from
    the previous date of a series (killbill #127).
    """
    years, month_index = divmod(anchor.month - 1 + months, 12)
    year, month = anchor.year + years, month_index + 1
    return date(year, month, min(anchor_day or anchor.day, monthrange(year, month)[1]))


def _as_day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
