"""Changes of a calendar that reach its issues at once: their effect can be seen first, each is one act, and can be undone as one.

`foreseen(change)` does a change, tells its effect and takes it back; `carry_out(change, seen)` does it for good, if the effect is
still the one that was seen. The change is the same call in both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import Edition
from abonent.editions.models import Issue, PublicationException, PublicationRule
from abonent.editions.operations.issue_calendar import make_issues, take_issues_away
from abonent.editions.operations.publication import (
    CannotPublish,
    choose_holidays,
    decide_exception,
    hold_calendar,
    publish_by,
    withdraw_exception,
)
from abonent.editions.queries import calendar_reaches
from abonent.kit.periods import period
from abonent.runs.models import Act
from abonent.runs.operations import record_act

LONGEST_CALENDAR_DAYS = 3660
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CalendarEffect:
    """Which issues a change makes and which it takes away; `reaches` is the day of the latest issue after it."""

    appearing: tuple[date, ...]
    disappearing: tuple[date, ...]
    reaches: date | None
    act: Act | None = field(default=None, compare=False)

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was seen."""
        told = "|".join(",".join(day.isoformat() for day in days) for days in (self.appearing, self.disappearing))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


Change = Callable[[], CalendarEffect]


def foreseen(change: Change) -> CalendarEffect:
    """What a change would do: it is done and taken back."""
    with transaction.atomic():
        effect = change()
        transaction.set_rollback(True)
    return replace(effect, act=None)


def carry_out(change: Change, *, seen: str) -> CalendarEffect:
    """Do a change, unless its effect is no longer the one that was seen."""
    with transaction.atomic():
        effect = change()
        if effect.digest != seen:
            raise CannotPublish("calendar.effect_changed")
    return effect


def except_day(
    *,
    edition: Edition,
    on: date,
    kind: str,
    reason: str,
    actor: StaffUser | None,
    today: date,
    moved_to: date | None = None,
    until: date | None = None,
) -> CalendarEffect:
    """Decide that a day is not as the rule says, and bring the issues in line: before `until`, else as far as the calendar reaches."""
    with change_by(actor, "except_day"):
        until = until or _horizon(edition)
        if kind == PublicationException.MOVED and until and on < until and on not in _days_from(edition, on):
            raise CannotPublish("calendar.nothing_to_move", day=on)
        former = edition.publication_exceptions.filter(on=on).first()
        decided = decide_exception(edition=edition, on=on, kind=kind, reason=reason, actor=actor, today=today, moved_to=moved_to)
        inverse = _decision(former, until) if former else {"verb": "let_rule_decide", "exception": decided.pk, "until": _plain(until)}
        act = record_act(actor=actor, verb="except_day", subject_kind="publication_exception", subject_ids=[decided.pk], inverse=inverse)
        return _in_line(edition, today, until, act)


def let_rule_decide(*, exception: PublicationException, actor: StaffUser | None, today: date, until: date | None = None) -> CalendarEffect:
    """Take an exception back, and bring the issues in line: before `until`, else as far as the calendar reaches."""
    edition = exception.edition
    with change_by(actor, "let_rule_decide"):
        until = until or _horizon(edition)
        inverse = _decision(exception, until)
        act = record_act(
            actor=actor, verb="let_rule_decide", subject_kind="publication_exception", subject_ids=[exception.pk], inverse=inverse
        )
        withdraw_exception(exception=exception, actor=actor, today=today)
        return _in_line(edition, today, until, act)


def publish_from(
    *,
    edition: Edition,
    begins: date,
    actor: StaffUser | None,
    today: date,
    weekdays: int | None = None,
    every_weeks: int | None = None,
    every_months: int | None = None,
    counted_from: date | None = None,
) -> CalendarEffect:
    """Let another rule hold from a day on, and bring the issues in line."""
    if begins < today:
        raise CannotPublish("calendar.past", day=begins)
    with change_by(actor, "publish_from"):
        hold_calendar(edition)
        until, former = _horizon(edition), [_told(rule) for rule in edition.publication_rules.all()]
        publish_by(
            edition=edition,
            begins=begins,
            weekdays=weekdays,
            every_weeks=every_weeks,
            every_months=every_months,
            counted_from=counted_from,
            actor=actor,
        )
        inverse = {"verb": "restore_rules", "edition": edition.pk, "rules": former, "until": _plain(until)}
        act = record_act(actor=actor, verb="publish_from", subject_kind="publication_rule", subject_ids=[edition.pk], inverse=inverse)
        return _in_line(edition, today, until, act)


def restore_rules(
    *, edition: Edition, rules: Sequence[Mapping[str, Any]], until: date | None, actor: StaffUser | None, today: date
) -> CalendarEffect:
    """Let the rules of an edition be those that are given, and bring the issues in line."""
    with change_by(actor, "restore_rules"):
        hold_calendar(edition)
        edition.publication_rules.all().delete()
        PublicationRule.objects.bulk_create([_as_told(edition, rule) for rule in rules])
        act = record_act(actor=actor, verb="restore_rules", subject_kind="publication_rule", subject_ids=[edition.pk])
        return _in_line(edition, today, until, act)


def leave_out_holidays(
    *, edition: Edition, without_issue: Collection[str], actor: StaffUser | None, today: date, until: date | None = None
) -> CalendarEffect:
    """Say on which national holidays there is no issue, and bring the issues in line."""
    with change_by(actor, "leave_out_holidays"):
        until, former = until or _horizon(edition), list(edition.holiday_choices.values_list("holiday", flat=True))
        choose_holidays(edition=edition, without_issue=without_issue, actor=actor)
        inverse = {"verb": "leave_out_holidays", "edition": edition.pk, "holidays": former, "until": _plain(until)}
        act = record_act(actor=actor, verb="leave_out_holidays", subject_kind="holiday_choice", subject_ids=[edition.pk], inverse=inverse)
        return _in_line(edition, today, until, act)


def extend_calendar(*, edition: Edition, latest: date, actor: StaffUser | None, today: date) -> CalendarEffect:
    """Make the issues up to a day, that day included."""
    if latest < today:
        raise CannotPublish("calendar.past", day=latest)
    if (latest - today).days > LONGEST_CALENDAR_DAYS:
        raise CannotPublish("calendar.too_far", day=today + timedelta(days=LONGEST_CALENDAR_DAYS))
    with change_by(actor, "extend_calendar"):
        effect = _in_line(edition, today, latest + ONE_DAY, None)
        inverse = None
        if effect.appearing and not effect.disappearing:
            days = [day.isoformat() for day in effect.appearing]
            inverse = {"verb": "shorten_calendar", "edition": edition.pk, "days": days}
        act = record_act(actor=actor, verb="extend_calendar", subject_kind="issue_calendar", subject_ids=[edition.pk], inverse=inverse)
    return replace(effect, act=act)


def shorten_calendar(*, edition: Edition, days: Collection[date], actor: StaffUser | None, today: date) -> CalendarEffect:
    """Take the issues of some days away again; what has come out meanwhile stays."""
    coming = [day for day in days if day >= today]
    with change_by(actor, "shorten_calendar"):
        if coming:
            take_issues_away(edition=edition, days=coming)
        act = record_act(actor=actor, verb="shorten_calendar", subject_kind="issue_calendar", subject_ids=[edition.pk])
    return CalendarEffect((), tuple(coming), calendar_reaches(edition=edition), act)


def _in_line(edition: Edition, today: date, until: date | None, act: Act | None) -> CalendarEffect:
    before = _days_from(edition, today)
    if until is not None and until > today:
        make_issues(editions=[edition], first=today, until=until)
    after = _days_from(edition, today)
    return CalendarEffect(
        appearing=tuple(sorted(after - before)),
        disappearing=tuple(sorted(before - after)),
        reaches=calendar_reaches(edition=edition),
        act=act,
    )


def _days_from(edition: Edition, today: date) -> set[date]:
    return set(Issue.objects.filter(edition=edition, published_on__gte=today).values_list("published_on", flat=True))


def _horizon(edition: Edition) -> date | None:
    """The day after the latest issue: as far as a change is carried into issues."""
    reaches = calendar_reaches(edition=edition)
    return reaches + ONE_DAY if reaches else None


def _decision(exception: PublicationException, until: date | None) -> dict[str, Any]:
    return {
        "verb": "except_day",
        "edition": exception.edition_id,
        "on": _plain(exception.on),
        "kind": exception.kind,
        "moved_to": _plain(exception.moved_to),
        "reason": exception.reason,
        "until": _plain(until),
    }


def _told(rule: PublicationRule) -> dict[str, Any]:
    return {
        "begins": _plain(rule.during.lower),
        "ends": _plain(rule.during.upper),
        "kind": rule.kind,
        "weekdays": rule.weekdays,
        "every": rule.every,
        "counted_from": _plain(rule.counted_from),
    }


def _as_told(edition: Edition, told: Mapping[str, Any]) -> PublicationRule:
    return PublicationRule(
        edition=edition,
        during=period(told["begins"], told["ends"]),
        kind=told["kind"],
        weekdays=told["weekdays"],
        every=told["every"],
        counted_from=told["counted_from"],
    )


def _plain(day: date | None) -> str | None:
    return day.isoformat() if day else None
