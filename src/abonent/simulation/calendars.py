"""When the papers come out: the daily Monday to Saturday without its holidays, the magazine once a month but July."""

from __future__ import annotations

from datetime import date, timedelta

from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.editions.models import PublicationException
from abonent.editions.operations import choose_holidays, decide_exception, make_issues, publish_by
from abonent.kit.periods import add_months

MONDAY_TO_SATURDAY, EVERY_DAY = 63, 127
MAGAZINE_DAY = 12
MONTHS_AHEAD = 26
PAPERLESS_HOLIDAYS = (
    "New Year's Day",
    "Epiphany",
    "Good Friday",
    "Easter Monday",
    "May Day",
    "Ascension Day",
    "National Day",
    "Midsummer Day",
    "Christmas Day",
    "Second Day of Christmas",
)


def open_calendars(*, opens_on: date, until: date, actor: StaffUser) -> None:
    """Set the rules from the day the books open, and make the issues until a day and as far ahead as terms reach."""
    editions = {edition.code: edition for edition in Edition.objects.select_related("title__entity")}
    publish_by(edition=editions["nd-papper"], begins=opens_on, weekdays=MONDAY_TO_SATURDAY, actor=actor)
    publish_by(edition=editions["nd-digital"], begins=opens_on, weekdays=EVERY_DAY, actor=actor)
    choose_holidays(edition=editions["nd-papper"], without_issue=PAPERLESS_HOLIDAYS, actor=actor)
    for code in ("vk-lehti", "vk-digi"):
        publish_by(edition=editions[code], begins=opens_on, every_months=1, counted_from=opens_on.replace(day=MAGAZINE_DAY), actor=actor)
    _decide_exceptions(editions, opens_on, until, actor)
    make_issues(editions=list(editions.values()), first=opens_on, until=add_months(until, MONTHS_AHEAD))


def _decide_exceptions(editions: dict[str, Edition], opens_on: date, until: date, actor: StaffUser) -> None:
    """The magazine has a double issue in June and none in July; the daily rests on two eves."""
    for year in range(opens_on.year, until.year + 3):
        _decide(editions, ("vk-lehti", "vk-digi"), date(year, 7, MAGAZINE_DAY), "Double issue in June", opens_on, actor)
        _decide(editions, ("nd-papper",), _midsummer_eve(year), "Midsummer Eve", opens_on, actor)
        _decide(editions, ("nd-papper",), date(year, 12, 24), "Christmas Eve", opens_on, actor)


def _decide(editions: dict[str, Edition], codes: tuple[str, ...], on: date, reason: str, today: date, actor: StaffUser) -> None:
    for code in codes:
        if on >= today:
            decide_exception(edition=editions[code], on=on, kind=PublicationException.NO_ISSUE, reason=reason, actor=actor, today=today)


def _midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    earliest = date(year, 6, 19)
    return earliest + timedelta(days=(4 - earliest.weekday()) % 7)
