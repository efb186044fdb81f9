"""Columns of records."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from abonent.connectors.line_files.records import Record, read_day
from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.source import Line, Source


def a_record(text: str) -> Record:
    return Record(Source(BytesIO(b"x"), "bank.txt"), Line(7, text))


def test_columns_count_from_one_and_include_both_ends():
    assert a_record("20 abc  ").text(1, 2) == "20"
    assert a_record("20 abc  ").text(3, 8) == "abc"
    assert a_record("20").text(30, 40) == ""


@given(cents=some.integers(min_value=0, max_value=10**14 - 1))
def test_an_amount_is_hundredths(cents):
    assert a_record(f"{cents:018}").cents(1, 18) == Decimal(cents) / 100


@given(day=some.dates(min_value=date(1980, 1, 1), max_value=date(2079, 12, 31)))
def test_a_day_of_two_digit_years_is_of_this_century_or_after_1980(day):
    assert read_day(day.strftime("%y%m%d"), "YYMMDD") == day
    assert read_day(day.strftime("%d%m%y"), "DDMMYY") == day
    assert read_day(day.strftime("%Y%m%d"), "YYYYMMDD") == day


@given(text=some.text(max_size=8))
def test_what_is_no_day_is_none_and_never_an_error(text):
    assert read_day(text, "YYMMDD") is None or len(text) == 6


def test_a_moment_is_a_day_with_hour_and_minute_or_nothing():
    assert a_record("2611201946").moment(1, "YYMMDD") == datetime(2026, 11, 20, 19, 46)  # noqa: DTZ001 - as the bank wrote it
    assert a_record("2611202546").moment(1, "YYMMDD") is None
    assert a_record("").moment(1, "YYMMDD") is None


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (lambda record: record.cents(1, 3), "lines.amount_unreadable"),
        (lambda record: record.cents(4, 30), "lines.amount_unreadable"),
        (lambda record: record.number(1, 3), "lines.number_unreadable"),
        (lambda record: record.day(1, "YYMMDD"), "lines.day_unreadable"),
        (lambda record: record.sign(1), "lines.sign_unreadable"),
        (lambda record: record.at_least(20), "lines.too_short"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_column(read, code):
    with pytest.raises(CannotReadLines) as refused:
        read(a_record("12x000000"))

    assert refused.value.code == code
    assert "bank.txt, line 7" in str(refused.value)


def test_an_amount_the_books_cannot_hold_is_refused():
    with pytest.raises(CannotReadLines) as refused:
        a_record("1" + "0" * 14).cents(1, 15)

    assert refused.value.code == "lines.amount_too_large"
