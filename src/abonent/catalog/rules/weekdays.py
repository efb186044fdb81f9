"""Sets of weekdays as bits: Monday 1, Tuesday 2, Wednesday 4 ... Sunday 64."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

EVERY_DAY = 127


def bits_of(days: Iterable[int]) -> int:
    """The set of weekdays numbered from Monday 0 to Sunday 6."""
    return sum({1 << day for day in days})


def days_of(bits: int) -> list[int]:
    """The weekdays in a set, Monday 0 first."""
    return [day for day in range(7) if bits & 1 << day]


def includes(bits: int, day: date) -> bool:
    """Whether the weekday of a day is in the set."""
    return bool(bits & 1 << day.weekday())


def runs_of(bits: int) -> list[tuple[int, int]]:
    """The set as unbroken stretches of weekdays, as people say it: Mon-Fri, Sun."""
    stretches: list[tuple[int, int]] = []
    for day in days_of(bits):
        if stretches and stretches[-1][1] == day - 1:
            stretches[-1] = (stretches[-1][0], day)
        else:
            stretches.append((day, day))
    return stretches
