"""Changes of a calendar: seen first, carried into issues, undone as one."""

from __future__ import annotations

from functools import partial

import pytest

from abonent.catalog.testing import an_edition, an_entity
from abonent.editions.models import PublicationException
from abonent.editions.operations import (
    CannotPublish,
    carry_out,
    except_day,
    extend_calendar,
    foreseen,
    leave_out_holidays,
    let_rule_decide,
    publish_from,
)
from abonent.editions.testing import DAILY, FRI, MON, SUN, issues_on
from abonent.kit.periods import day
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.day, pytest.mark.day]

TODAY = day("2026-04-01")


@pytest.fixture
def mondays():
    """Monday issues from 6 April to 27 April, made on 1 April."""
    return issues_on(an_edition(entity=an_entity()), MON, first="2026-04-01", until="2026-05-01")


def published(edition):
    return [f"{issue.published_on:%d.%m.} {issue}" for issue in edition.issues.order_by("published_on")]


def days(found):
    return [str(found_day) for found_day in found]


def undo(verb):
    undo_act(act=Act.objects.filter(verb=verb).latest("pk"), actor=None, today=TODAY)


def no_issue(edition, on="2026-04-06"):
    return partial(except_day, edition=edition, on=day(on), kind="no_issue", reason="Easter", actor=None, today=TODAY)


AS_MADE = ["06.04. 1/2026", "13.04. 2/2026", "20.04. 3/2026", "27.04. 4/2026"]


def test_a_change_is_seen_before_it_is_done(mondays):
    effect = foreseen(no_issue(mondays))
    assert (days(effect.appearing), days(effect.disappearing)) == ([], ["2026-04-06"])
    assert published(mondays) == AS_MADE
    assert not PublicationException.objects.exists()
    assert not Act.objects.exists()


def test_a_change_is_carried_out_as_it_was_seen_and_undone_as_one(mondays):
    change = no_issue(mondays)
    carry_out(change, seen=foreseen(change).digest)
    assert published(mondays) == ["13.04. 1/2026", "20.04. 2/2026", "27.04. 3/2026"]
    undo("except_day")
    assert published(mondays) == AS_MADE
    assert not PublicationException.objects.exists()


def test_a_change_whose_effect_is_another_meanwhile_is_not_carried_out(mondays):
    change = no_issue(mondays)
    seen = foreseen(change).digest
    except_day(edition=mondays, on=day("2026-04-06"), kind="moved", moved_to=day("2026-04-07"), reason="", actor=None, today=TODAY)
    with pytest.raises(CannotPublish) as refused:
        carry_out(change, seen=seen)
    assert refused.value.code == "calendar.effect_changed"
    assert PublicationException.objects.get().kind == "moved"


def test_an_issue_that_is_moved_disappears_and_appears(mondays):
    effect = except_day(edition=mondays, on=day("2026-04-06"), kind="moved", moved_to=day("2026-04-08"), reason="", actor=None, today=TODAY)
    assert (days(effect.appearing), days(effect.disappearing)) == (["2026-04-08"], ["2026-04-06"])


def test_a_day_without_an_issue_cannot_be_moved(mondays):
    with pytest.raises(CannotPublish) as refused:
        except_day(edition=mondays, on=day("2026-04-07"), kind="moved", moved_to=day("2026-04-08"), reason="", actor=None, today=TODAY)
    assert refused.value.code == "calendar.nothing_to_move"


def test_a_second_decision_about_a_day_is_undone_to_the_first(mondays):
    no_issue(mondays)()
    except_day(edition=mondays, on=day("2026-04-06"), kind="extra", reason="election", actor=None, today=TODAY)
    undo("except_day")
    assert PublicationException.objects.get().kind == "no_issue"
    assert published(mondays)[0] == "13.04. 1/2026"


def test_an_exception_beyond_the_calendar_waits_until_issues_are_made(mondays):
    effect = no_issue(mondays, on="2026-05-04")()
    assert (effect.appearing, effect.disappearing) == ((), ())
    extend_calendar(edition=mondays, latest=day("2026-05-11"), actor=None, today=TODAY)
    assert published(mondays)[-1] == "11.05. 5/2026"


def test_the_last_issue_comes_back_when_its_exception_is_undone(mondays):
    no_issue(mondays, on="2026-04-27")()
    undo("except_day")
    assert published(mondays) == AS_MADE


def test_an_exception_taken_back_lets_the_rule_decide_and_can_be_put_back(mondays):
    no_issue(mondays)()
    effect = let_rule_decide(exception=PublicationException.objects.get(), actor=None, today=TODAY)
    assert days(effect.appearing) == ["2026-04-06"]
    undo("let_rule_decide")
    assert published(mondays)[0] == "13.04. 1/2026"
    assert PublicationException.objects.get().reason == "Easter"


def test_another_rule_holds_from_a_day_and_the_former_ones_come_back_by_undo(mondays):
    effect = publish_from(edition=mondays, begins=day("2026-04-13"), weekdays=FRI, actor=None, today=TODAY)
    assert days(effect.disappearing) == ["2026-04-13", "2026-04-20", "2026-04-27"]
    assert days(effect.appearing) == ["2026-04-17", "2026-04-24"]
    undo("publish_from")
    assert published(mondays) == AS_MADE
    assert str(mondays.publication_rules.get().during.lower) == "2026-04-01"


def test_a_rule_does_not_begin_in_the_past(mondays):
    with pytest.raises(CannotPublish) as refused:
        publish_from(edition=mondays, begins=day("2026-03-31"), weekdays=FRI, actor=None, today=TODAY)
    assert refused.value.code == "calendar.past"


def test_a_holiday_left_out_takes_its_issue_and_gives_it_back(mondays):
    effect = leave_out_holidays(edition=mondays, without_issue=["Easter Monday"], actor=None, today=TODAY)
    assert days(effect.disappearing) == ["2026-04-06"]
    undo("leave_out_holidays")
    assert published(mondays) == AS_MADE
    assert not mondays.holiday_choices.exists()


def test_issues_are_made_until_a_day_and_taken_away_again(mondays):
    effect = extend_calendar(edition=mondays, latest=day("2026-05-11"), actor=None, today=TODAY)
    assert (days(effect.appearing), str(effect.reaches)) == (["2026-05-04", "2026-05-11"], "2026-05-11")
    undo("extend_calendar")
    assert published(mondays) == AS_MADE


def test_issues_are_not_made_for_the_past_nor_for_a_generation(mondays):
    for latest, code in (("2026-03-31", "calendar.past"), ("2046-01-01", "calendar.too_far")):
        with pytest.raises(CannotPublish) as refused:
            extend_calendar(edition=mondays, latest=day(latest), actor=None, today=TODAY)
        assert refused.value.code == code


def test_the_issues_of_a_daily_are_all_there_after_a_change_is_undone():
    daily = issues_on(an_edition(entity=an_entity()), DAILY - SUN, first="2026-04-01", until="2026-05-01")
    before = published(daily)
    publish_from(edition=daily, begins=day("2026-04-10"), every_weeks=2, actor=None, today=TODAY)
    undo("publish_from")
    assert published(daily) == before
