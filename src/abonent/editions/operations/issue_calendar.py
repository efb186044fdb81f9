"""Make the issues of editions for a stretch of days from what their rules say, without touching what has come out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import PROTECT, ManyToOneRel

from abonent.catalog.models import Edition
from abonent.editions.models import Issue, PublicationException, PublicationRule
from abonent.editions.operations.publication import CannotPublish
from abonent.editions.rules.national_holidays import days_left_out
from abonent.editions.rules.publication import DayException, Rule, publication_days
from abonent.kit import clock, statements


@dataclass(frozen=True)
class CalendarChange:
    """How many issues were added to and taken from a calendar."""

    added: int
    removed: int


def make_issues(*, editions: Collection[Edition], first: date, until: date) -> CalendarChange:
    """Bring the issues from `first` until before `until` in line with the rules. A second time changes nothing.

    Days before `first` are left alone, so that what has come out stays; a day the rules no longer give loses its issue.
    Numbers count within the year, and those after `first` are counted anew.
    """
    days = [(edition.pk, day) for edition in editions for day in days_by_rule(edition, first=first, until=until)]
    return _settle(editions, days, first, until)


def take_issues_away(*, edition: Edition, days: Collection[date]) -> CalendarChange:
    """Take the issues of some days out of the calendar; those after them in the year are numbered anew."""
    first, until = min(days), max(days) + timedelta(days=1)
    there = Issue.objects.filter(edition=edition, published_on__gte=first, published_on__lt=until)
    kept = there.exclude(published_on__in=days).values_list("edition_id", "published_on")
    return _settle([edition], list(kept), first, until)


def _settle(editions: Collection[Edition], days: Collection[tuple[int, date]], first: date, until: date) -> CalendarChange:
    """Make the issues of a stretch of days those that are given, numbered by day."""
    scope = {"editions": [edition.pk for edition in editions], "first": first, "until": until}
    with transaction.atomic():
        clock.hand_over()
        statements.run("editions/make_work_calendar")
        statements.run("editions/empty_work_calendar")
        statements.copy_in("work_calendar", ["edition_id", "published_on"], iter(days))
        _refuse_what_is_named(statements.rows("editions/issues_to_remove", **scope))
        removed = statements.run("editions/remove_issues", **scope)
        added = statements.run("editions/add_issues")
        statements.run("editions/number_issues", **scope)
    return CalendarChange(added, removed)


def _refuse_what_is_named(going: Sequence[Any]) -> None:
    """An issue stays as long as anything names it, of whichever folder that is."""
    issues = [issue.id for issue in going]
    for relation in Issue._meta.get_fields(include_hidden=True) if issues else ():
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:
            issue = relation.field.name
            naming = relation.related_model._base_manager.filter(**{f"{issue}__in": issues}).order_by(f"{issue}__published_on")
            if day := naming.values_list(f"{issue}__published_on", flat=True).first():
                raise CannotPublish("calendar.issue_named", day=day)


def days_by_rule(edition: Edition, *, first: date, until: date) -> list[date]:
    """The days on which the edition comes out by its rules, holidays and exceptions."""
    rules = [_rule(row) for row in PublicationRule.objects.filter(edition=edition, during__overlap=(first, until))]
    chosen = set(edition.holiday_choices.values_list("holiday", flat=True))
    left_out = days_left_out(country=edition.title.entity.country, chosen=chosen, years=_years(first, until)) if chosen else set()
    exceptions = {row.on: DayException(row.kind, row.moved_to) for row in PublicationException.objects.filter(edition=edition)}
    return publication_days(rules=rules, holidays_without_issue=left_out, exceptions=exceptions, first=first, until=until)


def _rule(row: PublicationRule) -> Rule:
    begins = row.during.lower or date.min
    return Rule(begins, row.during.upper, row.kind, row.weekdays, row.every, row.counted_from)


def _years(first: date, until: date) -> Iterator[int]:
    return iter(range(first.year, (until - timedelta(days=1)).year + 1))
