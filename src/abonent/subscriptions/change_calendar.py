"""Two months of issue days beside a change: which bring a paper, which are paused, which go elsewhere, which the change would take."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from django.utils.translation import gettext as _

from abonent.editions.queries import issues
from abonent.kit.periods import add_months
from abonent.subscriptions.models import Pause, Redirect, Subscription
from abonent.subscriptions.queries import leading_edition
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader

MONTHS = 2


@dataclass(frozen=True)
class Taken:
    """What a change takes: the days of its papers, what becomes of them in words, and the first day that is as before.

    With `instead` its papers come in the place of all others from the day it begins.
    """

    words: str
    again_words: str
    begins: date | None = None
    days: Collection[date] = ()
    again: date | None = None
    instead: bool = False


@dataclass(frozen=True)
class ChangeDay:
    """A day of the month with its class and its words; `issue` if a paper comes out."""

    number: int
    mark: str
    issue: bool
    today: bool
    words: str


@dataclass(frozen=True)
class ChangeMonth:
    """A month by weeks; days of its neighbours are None."""

    name: str
    weekdays: list[str]
    weeks: list[list[ChangeDay | None]]


def change_calendar(subscription: Subscription, taken: Taken, reader: Reader) -> list[ChangeMonth]:
    """The month in which a change begins, else this one, and the next."""
    first = (taken.begins or reader.today).replace(day=1)
    until = add_months(first, MONTHS)
    edition = leading_edition(subscription.product)
    found = issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays) if edition else []
    within = {"subscription": subscription, "withdrawn_at": None, "during__overlap": (first, until)}
    redirects = list(Redirect.objects.filter(**within))
    days = _Days(
        published=_published([issue.published_on for issue in found], taken),
        paused=frozenset(day for pause in Pause.objects.filter(**within) for day in _within(pause, first, until)),
        elsewhere=frozenset(day for one in redirects for day in _within(one, first, until) if one.weekdays & 1 << day.weekday()),
        taken=taken,
        reader=reader,
    )
    names = Locale.parse(reader.language).days["stand-alone"]["short"]
    return [_month(add_months(first, number), [names[place] for place in range(7)], days) for number in range(MONTHS)]


@dataclass(frozen=True)
class _Days:
    published: frozenset[date]
    paused: frozenset[date]
    elsewhere: frozenset[date]
    taken: Taken
    reader: Reader


def _published(found: Collection[date], taken: Taken) -> frozenset[date]:
    """The days with an issue: until the change begins those of now, from then on its own where these come instead."""
    if not taken.instead or taken.begins is None:
        return frozenset(found)
    return frozenset(day for day in found if day < taken.begins) | frozenset(taken.days)


def _within(span: Pause | Redirect, first: date, until: date) -> list[date]:
    begins, ends = max(span.during.lower, first), min(span.during.upper or until, until)
    return [begins + timedelta(days=number) for number in range((ends - begins).days)]


def _month(first: date, weekdays: list[str], days: _Days) -> ChangeMonth:
    weeks = [
        [_day(day, days) if day.month == first.month else None for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return ChangeMonth(figures.month(first, days.reader.language), weekdays, weeks)


def _day(day: date, days: _Days) -> ChangeDay:
    issue = day in days.published
    marks = [
        (day in days.taken.days, "in", days.taken.words),
        (issue and day in days.paused, "in", _("paused")),
        (day == days.taken.again, "back", days.taken.again_words),
        (issue and day in days.elsewhere, "redir", _("other address")),
    ]
    mark, said = next(((mark, said) for holds, mark, said in marks if holds), ("", _("issue") if issue else ""))
    words = figures.long_day(day, days.reader.language)
    past = " past" if day < days.reader.today else ""
    return ChangeDay(day.day, f"{mark}{past}".strip(), issue, day == days.reader.today, f"{words}, {said}" if said else words)
