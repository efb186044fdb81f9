"""When an edition comes out by its rules."""

from __future__ import annotations

import pytest

from abonent.editions.rules.national_holidays import days_left_out, holiday_names
from abonent.editions.rules.publication import DayException, Rule, publication_days
from abonent.editions.testing import DAILY, FRI, MON, SAT, SUN
from abonent.kit.periods import day

NOT_SUNDAYS = DAILY - SUN


def days(rules, first, until, *, holidays=(), exceptions=None):
    found = publication_days(
        rules=rules, holidays_without_issue=set(holidays), exceptions=exceptions or {}, first=day(first), until=day(until)
    )
    return [str(found_day) for found_day in found]


def on_weekdays(weekdays, begins="2020-01-01", ends=None):
    return Rule(day(begins), day(ends) if ends else None, "weekdays", weekdays)


def test_a_paper_on_six_weekdays_has_no_issue_on_sunday():
    assert days([on_weekdays(NOT_SUNDAYS)], "2026-03-05", "2026-03-10") == ["2026-03-05", "2026-03-06", "2026-03-07", "2026-03-09"]


def test_a_new_rule_takes_over_on_its_first_day():
    rules = [on_weekdays(MON | FRI, ends="2026-03-09"), on_weekdays(SAT, begins="2026-03-09")]
    assert days(rules, "2026-03-02", "2026-03-16") == ["2026-03-02", "2026-03-06", "2026-03-14"]


def test_a_fortnightly_keeps_its_weekday():
    rule = Rule(day("2026-01-01"), None, "weeks", every=2, counted_from=day("2025-12-26"))
    assert days([rule], "2026-01-01", "2026-02-10") == ["2026-01-09", "2026-01-23", "2026-02-06"]


def test_a_monthly_on_the_31st_comes_on_the_latest_day_of_shorter_months():
    rule = Rule(day("2026-01-31"), None, "months", every=1, counted_from=day("2026-01-31"))
    assert days([rule], "2026-01-01", "2026-05-01") == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_only_the_holidays_the_paper_chose_are_without_issue():
    chosen = days_left_out(country="SE", chosen=["Good Friday"], years=[2026])
    assert days([on_weekdays(DAILY)], "2026-04-02", "2026-04-07", holidays=chosen) == [
        "2026-04-02",
        "2026-04-04",
        "2026-04-05",
        "2026-04-06",
    ]


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [("SE", "sv", "Långfredagen"), ("FI", "sv", "Långfredagen"), ("SE", "en", "Good Friday"), ("SE", "fi", "Långfredagen")],
)
def test_a_holiday_is_named_in_the_language_of_the_reader_or_of_its_country(country, language, name):
    assert holiday_names(country, 2026, language)[day("2026-04-03")] == {"Good Friday": name}


def test_two_holidays_of_one_day_keep_their_names():
    assert holiday_names("SE", 2008, "sv")[day("2008-05-01")] == {"May Day": "Första maj", "Ascension Day": "Kristi himmelsfärdsdag"}


def test_an_extra_issue_comes_on_a_holiday_all_the_same():
    exceptions = {day("2026-04-03"): DayException("extra")}
    assert days([on_weekdays(FRI)], "2026-04-01", "2026-04-08", holidays=[day("2026-04-03")], exceptions=exceptions) == ["2026-04-03"]


def test_a_moved_issue_comes_on_its_new_day_only():
    exceptions = {day("2026-04-03"): DayException("moved", day("2026-04-02"))}
    assert days([on_weekdays(FRI)], "2026-04-01", "2026-04-08", exceptions=exceptions) == ["2026-04-02"]


def test_a_day_decided_to_be_without_issue_has_none():
    exceptions = {day("2026-04-03"): DayException("no_issue")}
    assert days([on_weekdays(FRI)], "2026-04-01", "2026-04-12", exceptions=exceptions) == ["2026-04-10"]


def test_of_a_country_without_a_calendar_there_is_nothing_to_choose_from():
    assert holiday_names("XX", 2026, "en") == {}
