"""The calendar of issues: made, made again, changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from abonent.catalog.testing import an_edition, an_entity
from abonent.editions.models import Issue, PublicationRule
from abonent.editions.operations import choose_holidays, decide_exception, make_issues, publish_by, withdraw_exception
from abonent.editions.operations.publication import CannotPublish
from abonent.editions.queries import calendar_reaches, issues, latest_issue, next_issue
from abonent.editions.testing import DAILY, FRI, MON, SUN, WED, issues_on
from abonent.kit import statements
from abonent.kit.periods import day, period
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return an_edition(entity=an_entity())


def published(edition):
    return [str(issue.published_on) for issue in Issue.objects.filter(edition=edition).order_by("published_on")]


def test_issues_are_numbered_within_their_year(edition):
    issues_on(edition, WED, first="2025-12-17", until="2026-01-15")
    assert [(str(issue.published_on), str(issue)) for issue in edition.issues.order_by("published_on")] == [
        ("2025-12-17", "1/2025"),
        ("2025-12-24", "2/2025"),
        ("2025-12-31", "3/2025"),
        ("2026-01-07", "1/2026"),
        ("2026-01-14", "2/2026"),
    ]


def test_making_the_calendar_again_changes_nothing(edition):
    issues_on(edition, DAILY - SUN, first="2026-01-01", until="2026-03-01")
    again = make_issues(editions=[edition], first=day("2026-01-01"), until=day("2026-03-01"))
    assert (again.added, again.removed) == (0, 0)


def test_a_longer_horizon_adds_what_is_missing(edition):
    issues_on(edition, MON, first="2026-01-01", until="2026-02-01")
    longer = make_issues(editions=[edition], first=day("2026-01-01"), until=day("2026-03-01"))
    assert (longer.added, longer.removed) == (4, 0)
    assert calendar_reaches(edition=edition) == day("2026-02-23")


def test_what_has_come_out_stays_when_the_rule_changes(edition):
    issues_on(edition, MON, first="2026-01-01", until="2026-02-01")
    publish_by(edition=edition, begins=day("2026-01-15"), weekdays=FRI, actor=None)
    make_issues(editions=[edition], first=day("2026-01-15"), until=day("2026-02-01"))
    assert published(edition) == ["2026-01-05", "2026-01-12", "2026-01-16", "2026-01-23", "2026-01-30"]


def test_an_extra_issue_moves_the_numbers_that_follow_and_no_others(edition):
    issues_on(edition, MON, first="2026-01-01", until="2026-02-01")
    decide_exception(edition=edition, on=day("2026-01-21"), kind="extra", reason="election", actor=None, today=day("2026-01-15"))
    make_issues(editions=[edition], first=day("2026-01-15"), until=day("2026-02-01"))
    assert [str(issue) for issue in edition.issues.order_by("published_on")] == ["1/2026", "2/2026", "3/2026", "4/2026", "5/2026"]
    assert published(edition)[3] == "2026-01-21"


def test_the_paper_chooses_its_holidays_itself(edition):
    choose_holidays(edition=edition, without_issue=["Good Friday"], actor=None)
    issues_on(edition, DAILY, first="2026-04-01", until="2026-04-08")
    assert "2026-04-03" not in published(edition)
    assert "2026-04-06" in published(edition), "Easter Monday was not chosen"


def test_a_withdrawn_exception_lets_the_rule_decide_again(edition):
    issues_on(edition, MON, first="2026-01-01", until="2026-02-01")
    decided = decide_exception(edition=edition, on=day("2026-01-19"), kind="no_issue", reason="strike", actor=None, today=day("2026-01-10"))
    make_issues(editions=[edition], first=day("2026-01-10"), until=day("2026-02-01"))
    assert "2026-01-19" not in published(edition)
    withdraw_exception(exception=decided, actor=None, today=day("2026-01-11"))
    make_issues(editions=[edition], first=day("2026-01-11"), until=day("2026-02-01"))
    assert "2026-01-19" in published(edition)


def test_nothing_is_decided_about_a_day_that_is_past(edition):
    with pytest.raises(CannotPublish) as refused:
        decide_exception(edition=edition, on=day("2026-01-19"), kind="no_issue", reason="strike", actor=None, today=day("2026-01-20"))
    assert refused.value.code == "calendar.past"


def test_an_issue_is_not_moved_onto_another(edition):
    issues_on(edition, MON, first="2026-01-01", until="2026-02-01")
    with pytest.raises(CannotPublish) as refused:
        decide_exception(
            edition=edition, on=day("2026-01-19"), kind="moved", moved_to=day("2026-01-26"), reason="", actor=None, today=day("2026-01-10")
        )
    assert refused.value.code == "calendar.moved_onto_an_issue"


def test_two_rules_never_hold_on_the_same_day(edition):
    publish_by(edition=edition, begins=day("2026-01-01"), weekdays=MON, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationRule.objects.create(edition=edition, during=period("2026-03-01", "2026-04-01"), kind="weekdays", weekdays=FRI)


def test_the_next_issue_is_on_the_day_or_after_it_and_on_the_pattern(edition):
    issues_on(edition, DAILY, first="2026-01-01", until="2026-02-01")
    assert next_issue(edition=edition, on_or_after=day("2026-01-07")).published_on == day("2026-01-07")
    assert next_issue(edition=edition, on_or_after=day("2026-01-07"), weekdays=FRI).published_on == day("2026-01-09")
    assert next_issue(edition=edition, on_or_after=day("2026-02-07")) is None
    assert len(issues(edition=edition, first=day("2026-01-05"), until=day("2026-01-12"), weekdays=MON | SUN)) == 2


def test_the_latest_issue_is_before_the_day_and_on_the_pattern(edition):
    issues_on(edition, DAILY, first="2026-01-05", until="2026-02-01")
    assert latest_issue(edition=edition, before=day("2026-01-13")).published_on == day("2026-01-12")
    assert latest_issue(edition=edition, before=day("2026-01-13"), weekdays=FRI).published_on == day("2026-01-09")
    assert latest_issue(edition=edition, before=day("2026-01-05")) is None


@pytest.mark.sql
def test_the_statements_of_the_calendar_write_nothing_twice(edition):
    scope = {"editions": [edition.pk], "first": day("2026-01-01"), "until": day("2026-02-01")}
    Issue.objects.create(edition=edition, published_on=day("2026-01-02"), year=2026, number=9)
    statements.run("editions/make_work_calendar")
    statements.copy_in(
        "work_calendar", ["edition_id", "published_on"], iter([(edition.pk, day("2026-01-05")), (edition.pk, day("2026-01-12"))])
    )

    assert twice("editions/remove_issues", **scope) == 1
    assert twice("editions/add_issues") == 2
    assert twice("editions/number_issues", **scope) == 2
