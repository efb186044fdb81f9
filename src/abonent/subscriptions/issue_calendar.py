"""Two months of issue days beside a form: which days bring a paper, which of them the order would begin with."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from babel import Locale

from abonent.catalog.models import Edition
from abonent.editions.queries import issues
from abonent.kit.periods import add_months
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader

MONTHS = 2


@dataclass(frozen=True)
class CalendarDay:
    """A day of the month: whether it brings a paper, can be begun with, is the one begun with, is today."""

    on: date
    issue: bool
    open: bool
    first: bool
    today: bool
    words: str


@dataclass(frozen=True)
class CalendarMonth:
    """A month by weeks; days of its neighbours are None."""

    name: str
    weekdays: list[str]
    weeks: list[list[CalendarDay | None]]


def issue_calendar(edition: Edition, *, weekdays: int, begins_on: date, reader: Reader) -> list[CalendarMonth]:
    """The month in which the order begins and the one after it; one statement."""
    first = begins_on.replace(day=1)
    found = issues(edition=edition, first=first, until=add_months(first, MONTHS), weekdays=weekdays)
    published = {issue.published_on for issue in found}
    begins_with = min((day for day in published if day >= begins_on), default=None)
    return [_month(add_months(first, number), published, begins_with, reader) for number in range(MONTHS)]


def _month(first: date, published: set[date], begins_with: date | None, reader: Reader) -> CalendarMonth:
    names = Locale.parse(reader.language).days["stand-alone"]["short"]

    def shown(day: date) -> CalendarDay | None:
        if day.month != first.month:
            return None
        is_issue = day in published
        return CalendarDay(
            day, is_issue, is_issue and day > reader.today, day == begins_with, day == reader.today, figures.long_day(day, reader.language)
        )

    weeks = [[shown(day) for day in week] for week in Calendar().monthdatescalendar(first.year, first.month)]
    return CalendarMonth(figures.month(first, reader.language), [names[number] for number in range(7)], weeks)
