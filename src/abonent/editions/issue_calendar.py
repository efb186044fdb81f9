"""The calendar of an edition as its page shows it: months of days, each with what happens on it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.catalog.models import Edition
from abonent.editions.models import Issue, PublicationException
from abonent.editions.rules.months import Week, months_from
from abonent.editions.rules.national_holidays import holiday_names
from abonent.kit.periods import add_months
from abonent.ui import wording

# What a day is, in the order of the key under the calendar. The class is that of the tick.
ISSUE, EXTRA, MOVED_HERE, NO_ISSUE, HOLIDAY, NOTHING = "issue", "extra", "moved", "none", "holiday", ""
KEY = {
    ISSUE: gettext_lazy("Issue"),
    EXTRA: gettext_lazy("Extra issue"),
    MOVED_HERE: gettext_lazy("Moved here"),
    NO_ISSUE: gettext_lazy("No issue by decision"),
    HOLIDAY: gettext_lazy("No issue, holiday"),
}


@dataclass(frozen=True)
class CalendarDay:
    """A day in the calendar. `words` is the whole of it for whoever listens; `open` if something can still be decided about it."""

    day: date
    mark: str
    words: str
    today: bool
    past: bool


@dataclass(frozen=True)
class CalendarMonth:
    """A month: its first day, its name, how many issues, its weeks."""

    first: date
    name: str
    count: int
    weeks: list[list[CalendarDay | None]]


@dataclass(frozen=True)
class IssueCalendar:
    """Months, the key of what occurs in them, how many issues, names of weekdays short and long."""

    months: list[CalendarMonth]
    key: list[tuple[str, Any, int]]
    issues: int
    weekdays: list[tuple[str, str]]


@dataclass(frozen=True)
class _Sources:
    numbers: Mapping[date, int]
    exceptions: Mapping[date, PublicationException]
    moved_here: Mapping[date, PublicationException]
    holidays: Mapping[date, str]


def issue_calendar(edition: Edition, first: date, months: int, *, today: date, language: str) -> IssueCalendar:
    """So many months of an edition's calendar, from the first day of one on: three queries."""
    found = _sources(edition, first, add_months(first, months), language)
    shown = [_month(month, weeks, found, today, language) for month, weeks in months_from(first, months)]
    occurring = Counter(day.mark for month in shown for week in month.weeks for day in week if day)
    return IssueCalendar(
        months=shown,
        key=[(mark, label, occurring[mark]) for mark, label in KEY.items() if occurring[mark]],
        issues=len(found.numbers),
        weekdays=_weekdays(language),
    )


def _sources(edition: Edition, first: date, until: date, language: str) -> _Sources:
    issues = Issue.objects.filter(edition=edition, published_on__gte=first, published_on__lt=until)
    exceptions = list(edition.publication_exceptions.all())
    chosen = set(edition.holiday_choices.values_list("holiday", flat=True))
    years = range(first.year, until.year + 1) if chosen else ()
    holidays = {day: names for year in years for day, names in holiday_names(edition.title.entity.country, year, language).items()}
    return _Sources(
        numbers=dict(issues.values_list("published_on", "number")),
        exceptions={exception.on: exception for exception in exceptions},
        moved_here={exception.moved_to: exception for exception in exceptions if exception.moved_to},
        holidays={day: ", ".join(names.values()) for day, names in holidays.items() if names.keys() & chosen},
    )


def _month(first: date, weeks: list[Week], found: _Sources, today: date, language: str) -> CalendarMonth:
    days = [[_day(day, found, today, language) if day else None for day in week] for week in weeks]
    count = sum(1 for week in weeks for day in week if day in found.numbers)
    return CalendarMonth(first, format_date(first, "LLLL", locale=wording.locale(language)), count, days)


def _day(day: date, found: _Sources, today: date, language: str) -> CalendarDay:
    mark, what = _what(day, found, today, language)
    said = f"{wording.day(day, today, language)}, {what}" if what else wording.day(day, today, language)
    return CalendarDay(day, mark, said, day == today, day < today)


def _what(day: date, found: _Sources, today: date, language: str) -> tuple[str, str]:
    number, exception = found.numbers.get(day), found.exceptions.get(day)
    if number is not None:
        words = _("issue %(number)s") % {"number": number}
        if day in found.moved_here:
            from_day = wording.day(found.moved_here[day].on, today, language)
            return MOVED_HERE, _("%(issue)s, moved from %(day)s") % {"issue": words, "day": from_day}
        if exception is not None and exception.kind == PublicationException.EXTRA:
            return EXTRA, _with_reason(_("%(issue)s, extra") % {"issue": words}, exception)
        return ISSUE, words
    if exception is not None and exception.kind == PublicationException.MOVED and exception.moved_to:
        to_day = wording.day(exception.moved_to, today, language)
        return NO_ISSUE, _with_reason(_("no issue, moved to %(day)s") % {"day": to_day}, exception)
    if exception is not None and exception.kind == PublicationException.NO_ISSUE:
        return NO_ISSUE, _with_reason(_("no issue"), exception)
    if day in found.holidays:
        return HOLIDAY, _("no issue, %(holiday)s") % {"holiday": found.holidays[day]}
    return NOTHING, ""


def _with_reason(words: str, exception: PublicationException) -> str:
    return f"{words}: {exception.reason}" if exception.reason else words


def _weekdays(language: str) -> list[tuple[str, str]]:
    names = Locale.parse(language).days["stand-alone"]
    return [(names["short"][day], names["wide"][day]) for day in range(7)]
