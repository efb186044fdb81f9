"""Two months of issue days beside a change: which bring a paper, which are paused, which go elsewhere, which the change would take."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel import Locale
from django.utils.translation import gettext as _

from abonent.editions.queries import issues
from abonent.kit.periods import add_months
from abonent.subscriptions.models import Pause, Redirect, Subscription
from abonent.subscriptions.operations import PauseEffect, RedirectEffect
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
    if effect is None:
        return change_calendar(subscription, reader=reader)
    return change_calendar(
        subscription,
        begins=effect.first,
        chosen=effect.missed,
        said=_("paused"),
        again=effect.again_on,
        said_again=_("paper again"),
        reader=reader,
    )


def redirect_calendar(subscription: Subscription, effect: RedirectEffect | None, reader: Reader) -> list[PauseMonth]:
    """The month in which the paper goes elsewhere first, else this one, and the one after it."""
    if effect is None:
        return change_calendar(subscription, reader=reader)
    return change_calendar(
        subscription,
        begins=effect.first,
        chosen=effect.going,
        said=_("other address"),
        again=effect.home_on,
        said_again=_("paper at home again"),
        reader=reader,
    )


def change_calendar(
    subscription: Subscription,
    *,
    reader: Reader,
    begins: date | None = None,
    chosen: Iterable[date] = (),
    said: str = "",
    again: date | None = None,
    said_again: str = "",
) -> list[PauseMonth]:
    """The month in which a change begins, else this one, and the next: `chosen` are the days it takes, `again` the first as before."""
    first = (begins or reader.today).replace(day=1)
    until = add_months(first, MONTHS)
    edition = leading_edition(subscription.product)
    found = issues(edition=edition, first=first, until=until, weekdays=subscription.weekdays) if edition else []
    within = {"subscription": subscription, "withdrawn_at": None, "during__overlap": (first, until)}
    redirects = list(Redirect.objects.filter(**within))
    days = _Days(
        published=frozenset(issue.published_on for issue in found),
        paused=frozenset(day for pause in Pause.objects.filter(**within) for day in _within(pause, first, until)),
        elsewhere=frozenset(day for one in redirects for day in _within(one, first, until) if one.weekdays & 1 << day.weekday()),
        chosen=frozenset(chosen),
        said=said,
        again=again,
        said_again=said_again,
        reader=reader,
    )
    names = Locale.parse(reader.language).days["stand-alone"]["short"]
    return [_month(add_months(first, number), [names[place] for place in range(7)], days) for number in range(MONTHS)]


@dataclass(frozen=True)
class _Days:
    published: frozenset[date]
    paused: frozenset[date]
    elsewhere: frozenset[date]
    chosen: frozenset[date]
    said: str
    again: date | None
    said_again: str
    reader: Reader


def _within(span: Pause | Redirect, first: date, until: date) -> list[date]:
    begins, ends = max(span.during.lower, first), min(span.during.upper or until, until)
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
        (day in days.chosen, "in", days.said),
        (issue and day in days.paused, "in", _("paused")),
        (day == days.again, "back", days.said_again),
        (issue and day in days.elsewhere, "redir", _("other address")),
    ]
    mark, said = next(((mark, said) for holds, mark, said in marks if holds), ("", _("issue") if issue else ""))
    words = figures.long_day(day, days.reader.language)
    past = " past" if day < days.reader.today else ""
    return PauseDay(day.day, f"{mark}{past}".strip(), issue, day == days.reader.today, f"{words}, {said}" if said else words)
