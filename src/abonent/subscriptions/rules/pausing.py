"""What a product's rule says about a pause: its length, its weekdays, the days of a year. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

Days = tuple[date, date | None]


@dataclass(frozen=True)
class Limits:
    """What a pause may be like; days are counted first and last included."""

    shortest_days: int = 1
    longest_days: int | None = None
    yearly_days: int | None = None
    first_weekdays: int = 127
    last_weekdays: int = 127
    open_ended: bool = True


def breach(first: date, last: date | None, limits: Limits, others: Iterable[Days]) -> tuple[str, dict[str, int]] | None:
    """Why a pause from the first to the last day without is not allowed: a code and what it names; None if it is."""
    if not limits.first_weekdays & 1 << first.weekday():
        return "pause.first_weekday", {}
    if last is None:
        return None if limits.open_ended and limits.longest_days is None else ("pause.needs_an_end", {})
    length = (last - first).days + 1
    if length < limits.shortest_days:
        return "pause.too_short", {"days": limits.shortest_days}
    if limits.longest_days is not None and length > limits.longest_days:
        return "pause.too_long", {"days": limits.longest_days}
    if not limits.last_weekdays & 1 << last.weekday():
        return "pause.last_weekday", {}
    if limits.yearly_days is not None:
        for year in range(first.year, last.year + 1):
            left = limits.yearly_days - days_in_year(others, year)
            if days_in_year([(first, last)], year) > left:
                return "pause.year_used_up", {"days": limits.yearly_days, "left": max(left, 0), "year": year}
    return None


def days_in_year(pauses: Iterable[Days], year: int) -> int:
    """How many days of a calendar year the pauses take; one without an end takes the year to its end."""
    return sum(_days_in(first, last or date(year, 12, 31), year) for first, last in pauses)


def _days_in(first: date, last: date, year: int) -> int:
    begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return max((ends - begins).days + 1, 0)


def days_of(first: date, until: date) -> Iterator[date]:
    """The days from one until before another."""
    return (first + timedelta(days=number) for number in range((until - first).days))
