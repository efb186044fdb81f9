"""Days as people type them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from abonent.kit.periods import day
from abonent.ui import wording
from abonent.ui.inputs import TypedDayField
from abonent.ui.typed_days import LANGUAGES, read_day, typed_weeks

A_THURSDAY = day("2026-07-09")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-07-21", "2026-07-21"),
        ("21/7", "2026-07-21"),
        ("21.7.", "2026-07-21"),
        ("21.7.2027", "2027-07-21"),
        ("21/7/27", "2027-07-21"),
        ("21 jul", "2026-07-21"),
        ("jul 21", "2026-07-21"),
        ("Jul 21, 2028", "2028-07-21"),
        ("21  August", "2026-08-21"),
        ("fri", "2026-07-10"),
        ("Thursday", "2026-07-09"),
        ("3w", "2026-07-30"),
        ("3v", "2026-07-30"),
        ("3 t", "2026-07-30"),
        ("5p", "2026-07-14"),
        ("+10d", "2026-07-19"),
    ],
)
def test_a_day_is_read_as_it_is_said(typed, meant):
    assert read_day(typed, today=A_THURSDAY) == day(meant)


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_are_proposed_as_they_are_typed(language):
    with override(language):
        assert read_day(typed_weeks(3), today=A_THURSDAY) == day("2026-07-30")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1/6", "2026-06-01"), ("1/1", "2027-01-01"), ("29/2", "2028-02-29"), ("20 apr", "2026-04-20"), ("1 apr", "2027-04-01")],
)
def test_a_day_without_a_year_is_the_nearest_not_more_than_three_months_ago(typed, meant):
    assert read_day(typed, today=A_THURSDAY) == day(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21 juli", "2026-07-21"),
        ("21. heinäkuuta", "2026-07-21"),
        ("21 lipca", "2026-07-21"),
        ("júl. 21.", "2026-07-21"),
        ("fredag", "2026-07-10"),
    ],
)
def test_names_are_read_in_every_language_whatever_the_reader_speaks(typed, meant):
    assert read_day(typed, today=A_THURSDAY) == day(meant)


def test_what_begins_like_two_months_is_read_in_the_readers_language():
    with override("fi"):
        assert read_day("5 mar", today=A_THURSDAY) == day("2026-11-05")
    with override("sv"):
        assert read_day("5 mar", today=A_THURSDAY) == day("2027-03-05")


@pytest.mark.parametrize("language", ["en", "sv", "fi", "pl", "hu"])
@pytest.mark.parametrize("written", ["2026-07-21", "2026-03-01", "2026-11-05", "2027-08-31"])
def test_a_field_reads_what_it_writes_in_every_language(language, written):
    field = TypedDayField()
    field.today = A_THURSDAY
    with override(language):
        assert field.clean(field.prepare_value(day(written))) == day(written), wording.short_day(day(written), A_THURSDAY, language)


@pytest.mark.parametrize("typed", ["", "soon", "32/1", "31 feb", "31/2/2026", "ju 3", "5 5 may", "m", "21 jul 21 jul", "999999d"])
def test_what_is_no_day_is_not_guessed(typed):
    assert read_day(typed, today=A_THURSDAY) is None
