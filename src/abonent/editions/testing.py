"""Builders of publication calendars, for tests and worlds."""

from __future__ import annotations

from datetime import date

from abonent.catalog.models import Edition
from abonent.editions.operations import make_issues, publish_by
from abonent.kit.periods import day

MON, TUE, WED, THU, FRI, SAT, SUN = (1 << number for number in range(7))
DAILY = 127


def issues_on(edition: Edition, weekdays: int, *, first: str | date, until: str | date) -> Edition:
    """Let an edition come out on weekdays, with its issues made for a stretch of days."""
    begins, ends = (day(value) if isinstance(value, str) else value for value in (first, until))
    publish_by(edition=edition, begins=begins, weekdays=weekdays, actor=None)
    make_issues(editions=[edition], first=begins, until=ends)
    return edition


def issues_every_month(edition: Edition, *, first: str | date, until: str | date) -> Edition:
    """Let an edition come out once a month on the day of the month of `first`."""
    begins, ends = (day(value) if isinstance(value, str) else value for value in (first, until))
    publish_by(edition=edition, begins=begins, every_months=1, actor=None)
    make_issues(editions=[edition], first=begins, until=ends)
    return edition
