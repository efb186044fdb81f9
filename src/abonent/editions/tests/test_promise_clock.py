"""The promise clock, held to the worked table of docs/algorithms/promise-clock.md and to the nights in which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from abonent.catalog.testing import a_product, an_edition, an_entity
from abonent.editions.models import Issue, LeadTime
from abonent.editions.operations import CannotSetLeadTime, decide_exception, end_lead_time, make_issues, restore_lead_times, set_lead_time
from abonent.editions.operations.lead_times import Scope, scope_of
from abonent.editions.promise_clock import first_issue_affected
from abonent.editions.promise_words import before_words, why_words
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import day, period
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "promise-clock.md"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def table():
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    head, _rule, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(head, cells, strict=True)) for cells in body]


def local(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=STOCKHOLM)


@pytest.fixture
def paper():
    edition = an_edition(entity=an_entity())
    issues_on(edition, DAILY, first="2026-01-01", until="2027-02-01")
    decide_exception(edition=edition, on=day("2026-12-25"), kind="no_issue", reason="Christmas", actor=None, today=day("2026-01-01"))
    make_issues(editions=[edition], first=day("2026-12-01"), until=day("2027-02-01"))
    return a_product(entity=an_entity(), editions=[edition], shares=["1"])


def lead(paper, days_before, at, **scope):
    hours, minutes = at.split(":")
    said = {"begins": day("2026-01-01"), "actor": None, "today": day("2026-01-01"), **scope}
    return set_lead_time(entity=paper.entity, days_before=days_before, at=time(int(hours), int(minutes)), **said)


@pytest.fixture
def lead_times(paper):
    lead(paper, 1, "14:00")
    lead(paper, 1, "14:00", weekday=1, counted_in="working_days")
    lead(paper, 3, "12:00", delivery_method="post")
    lead(paper, 0, "5:30", act="complaint")
    return paper


def ask(paper, at, act="pause", method="carrier", weekdays=127, **further):
    return first_issue_affected(product=paper, weekdays=weekdays, delivery_method=method, act=act, asked_at=at, **further)


@pytest.mark.day
def test_the_clock_answers_as_the_page_says(lead_times):
    rows = table()
    answers = [ask(lead_times, local(row["asked"]), row["act"], row["method"]) for row in rows]
    said = [[str(one.published_on), f"{one.cut_off_at.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}", one.decided_by] for one in answers]
    assert said == [[row["first issue"], row["until"], row["decided by"]] for row in rows]


@pytest.mark.day
def test_without_a_lead_time_changes_are_taken_until_the_day_of_the_issue_begins(paper):
    answer = ask(paper, local("2026-07-09 23:59"))
    assert (answer.published_on, answer.decided_by) == (day("2026-07-10"), "no_lead_time")
    assert ask(paper, local("2026-07-10 00:00")).published_on == day("2026-07-11")


NIGHTS = [
    ("2026-10-25", time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ("2026-10-25", time(3, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
    ("2026-03-29", time(2, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ("2026-03-29", time(3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ("2026-03-29", time(0, 30), datetime(2026, 3, 28, 23, 30, tzinfo=UTC)),
]


@pytest.mark.parametrize(("night", "at", "until"), NIGHTS)
def test_in_a_night_of_changing_clocks_the_database_reads_them_as_the_product_does(paper, night, at, until):
    lead(paper, 0, f"{at:%H:%M}")
    answer = ask(paper, clock.moment(day(night), time(0), "Europe/Stockholm"))
    assert str(answer.published_on) == night
    assert answer.cut_off_at == until == clock.moment(day(night), at, "Europe/Stockholm")


def test_the_lead_time_that_says_most_decides(paper):
    edition = paper.components.get().edition
    asked = local("2026-07-09 10:00")
    for days_before, scope in enumerate(
        [{}, {"weekday": 5}, {"delivery_method": "carrier"}, {"act": "pause"}, {"edition": edition}, {"product": paper}], start=2
    ):
        lead(paper, days_before, "14:00", **scope)
        friday = ask(paper, asked, weekdays=1 << 4)
        assert friday.days_before == days_before, scope


def test_an_earlier_deadline_of_the_issue_decides_and_the_print_order_only_for_the_number_of_copies(lead_times):
    Issue.objects.filter(published_on=day("2026-07-10")).update(
        delivery_cut_off_at=local("2026-07-09 12:00"), print_cut_off_at=local("2026-07-09 11:00")
    )
    pause, move = ask(lead_times, local("2026-07-09 10:00")), ask(lead_times, local("2026-07-09 10:00"), "move")
    assert [(one.decided_by, one.cut_off_at.astimezone(STOCKHOLM).hour) for one in (pause, move)] == [("print", 11), ("deadline", 12)]
    assert ask(lead_times, local("2026-07-09 12:30"), "move").published_on == day("2026-07-11")
    assert "deadline of its own" in why_words(move)


def test_what_is_asked_for_later_is_answered_from_that_day_and_nothing_without_issues(lead_times):
    assert ask(lead_times, local("2026-07-09 10:00"), on_or_after=day("2026-08-01")).published_on == day("2026-08-01")
    assert ask(lead_times, local("2026-07-09 10:00"), on_or_after=day("2027-03-01")) is None
    lead_times.components.update(edition=None)
    assert ask(lead_times, local("2026-07-09 10:00")) is None


def test_another_lead_time_ends_the_one_before_and_undoing_lets_the_former_hold(paper):
    lead(paper, 1, "14:00")
    act = lead(paper, 2, "12:00", begins=day("2026-08-01"))
    assert [(str(row.during.lower), row.during.upper, row.days_before) for row in LeadTime.objects.order_by("during")] == [
        ("2026-01-01", day("2026-08-01"), 1),
        ("2026-08-01", None, 2),
    ]
    undo_act(act=act, actor=None, today=day("2026-01-02"))
    assert LeadTime.objects.get().during == period("2026-01-01", None)


def test_a_lead_time_ends_and_never_in_the_past(paper):
    lead(paper, 1, "14:00")
    row = LeadTime.objects.get()
    with pytest.raises(CannotSetLeadTime, match="past"):
        end_lead_time(lead_time=row, ends=day("2026-01-01"), actor=None, today=day("2026-01-02"))
    act = end_lead_time(lead_time=row, ends=day("2026-05-01"), actor=None, today=day("2026-01-02"))
    assert ask(paper, local("2026-05-01 10:00")).decided_by == "no_lead_time"
    restore_lead_times(scope=Scope(**act.inverse["scope"]), rows=act.inverse["rows"], actor=None)
    assert ask(paper, local("2026-05-01 10:00")).decided_by == "lead_time"
    assert scope_of(LeadTime.objects.get()) == Scope(paper.entity_id)
    assert Act.objects.filter(verb="restore_lead_times").exists()


def test_two_lead_times_for_the_same_never_hold_on_the_same_day(paper):
    lead(paper, 1, "14:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        LeadTime.objects.create(entity=paper.entity, during=period("2026-03-01", None), days_before=1, at=time(9))


def test_a_lead_time_is_said_in_words():
    said = [before_words(0, "days", time(5, 30)), before_words(1, "days", time(14)), before_words(2, "working_days", time(9))]
    assert said == ["the day itself, at 05:30", "1 day before, at 14:00", "2 working days before, at 09:00"]
