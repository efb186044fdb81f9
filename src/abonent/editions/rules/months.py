"""Months as weeks of seven days, Monday first; days of other months are left blank."""

from __future__ import annotations

from calendar import Calendar
from datetime import date

from abonent.kit.periods import add_months

Week = list[date | None]


def months_from(first: date, count: int) -> list[tuple[date, list[Week]]]:
    """(first day, weeks) of so many months, from the first day of one on."""
    return [(month, _weeks(month.year, month.month)) for month in (add_months(first, step) for step in range(count))]


def _weeks(year: int, month: int) -> list[Week]:
    weeks = Calendar(firstweekday=0).monthdatescalendar(year, month)
    return [[day if day.month == month else None for day in week] for week in weeks]
