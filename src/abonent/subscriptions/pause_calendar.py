"""Two months of issue days beside a pause: which bring a paper, which of them are paused, with which it comes again."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from django.utils.translation import gettext as _

from abonent.editions.queries import issues
from abonent.kit.periods import add_months
from abonent.subscriptions.models import Pause, Subscription
from abonent.subscriptions.operations import PauseEffect
from abonent.subscriptions.queries import leading_edition
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader

MONTHS = 2


@dataclass(frozen=True)
class PauseDay:
    """A day of the month with its class and its words; `issue` if a paper comes out."""

    number: int
    mark: str
    issue: bool
    today: bool
    words: str


@dataclass(frozen=True)
class PauseMonth:
    """A month by weeks; days of its neighbours are None."""

    name: str
    weekdays: list[str]
    weeks: list[list[PauseDay | None]]


def pause_calendar(subscription: Subscription, effect: PauseEffect | None, reader: Reader) -> list[PauseMonth]:
    """The month in which the pause begins, else this one, and the one after it."""
    first = (effect.first if effect else reader.today).replace(day=1)
    until = add_months(first, MONTHS)
    edition = leading_edition(subscription.product)
    found = issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays) if edition else []
    standing = Pause.objects.filter(subscription=subscription, withdrawn_at=None, during__overlap=(first, until))
    days = _Days(
        published=frozenset(issue.published_on for issue in found),
        paused=frozenset(day for pause in standing for day in _within(pause, first, until)),
        chosen=frozenset(effect.missed) if effect else frozenset(),
        again=effect.again_on if effect else None,
        reader=reader,
    )
    names = Locale.parse(reader.language).days["stand-alone"]["short"]
    return [_month(add_months(first, number), [names[place] for place in range(7)], days) for number in range(MONTHS)]


@dataclass(frozen=True)
class _Days:
    published: frozenset[date]
    paused: frozenset[date]
    chosen: frozenset[date]
    again: date | None
    reader: Reader


def _within(pause: Pause, first: date, until: date) -> list[date]:
    begins, ends = max(pause.during.lower, first), min(pause.during.upper or until, until)
    return [begins + timedelta(days=number) for number in range((ends - begins).days)]


def _month(first: date, weekdays: list[str], days: _Days) -> PauseMonth:
    weeks = [
        [_day(day, days) if day.month == first.month else None for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return PauseMonth(figures.month(first, days.reader.language), weekdays, weeks)


def _day(day: date, days: _Days) -> PauseDay:
    issue = day in days.published
    marks = [
        (day in days.chosen, "in", _("paused")),
        (issue and day in days.paused, "in", _("paused")),
        (day == days.again, "back", _("paper again")),
    ]
    mark, said = next(((mark, said) for holds, mark, said in marks if holds), ("", _("issue") if issue else ""))
    words = figures.long_day(day, days.reader.language)
    past = " past" if day < days.reader.today else ""
    return PauseDay(day.day, f"{mark}{past}".strip(), issue, day == days.reader.today, f"{words}, {said}" if said else words)
