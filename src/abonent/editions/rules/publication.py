"""On which days an edition comes out: pure functions of its rules, holidays left out and exceptions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from abonent.kit.periods import add_months

NO_ISSUE, EXTRA, MOVED = "no_issue", "extra", "moved"


@dataclass(frozen=True)
class Rule:
    """Regular days from `begins` until before `ends`: a set of weekdays, or every so many weeks or months counted from a day."""

    begins: date
    ends: date | None
    kind: str
    weekdays: int | None = None
    every: int | None = None
    counted_from: date | None = None


@dataclass(frozen=True)
class DayException:
    """A day that is not as the rule says."""

    kind: str
    moved_to: date | None = None


def publication_days(
    *, rules: Sequence[Rule], holidays_without_issue: Collection[date], exceptions: Mapping[date, DayException], first: date, until: date
) -> list[date]:
    """The days from `first` until before `until` on which there is an issue, in order.

    An exception beats a holiday, a holiday beats the rule. An issue that is moved counts on the day it is moved to.
    """
    days = {day for rule in rules for day in _regular_days(rule, first, until) if day not in holidays_without_issue}
    days -= {day for day, exception in exceptions.items() if exception.kind in (NO_ISSUE, MOVED)}
    days |= {day for day, exception in exceptions.items() if exception.kind == EXTRA}
    days |= {exception.moved_to for exception in exceptions.values() if exception.kind == MOVED and exception.moved_to}
    return sorted(day for day in days if first <= day < until)


def _regular_days(rule: Rule, first: date, until: date) -> Iterator[date]:
    begins = max(rule.begins, first)
    ends = min(rule.ends, until) if rule.ends else until
    if rule.kind == "weekdays":
        yield from (day for day in _every_day(begins, ends) if (rule.weekdays or 0) & 1 << day.weekday())
    else:
        yield from (day for day in _interval_days(rule, ends) if begins <= day)


def _interval_days(rule: Rule, ends: date) -> Iterator[date]:
    if rule.counted_from is None or not rule.every:
        return
    step = 0
    while (day := _counted(rule.kind, rule.counted_from, rule.every * step)) < ends:
        yield day
        step += 1


def _counted(kind: str, counted_from: date, count: int) -> date:
    return counted_from + timedelta(weeks=count) if kind == "weeks" else add_months(counted_from, count)


def _every_day(begins: date, ends: date) -> Iterator[date]:
    day = begins
    while day < ends:
        yield day
        day += timedelta(days=1)
