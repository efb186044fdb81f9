"""Spans of days as people say them."""

from __future__ import annotations

import pytest
from django.utils import translation

from abonent.kit.periods import day
from abonent.subscriptions.rules.typed_periods import proposed_weeks, read_span, typed_span
from abonent.ui.typed_days import LANGUAGES

TODAY, EARLIEST = day("2026-07-09"), day("2026-07-10")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10-24 jul", "2026-07-10", "2026-07-24"),
        ("10 - 24 july", "2026-07-10", "2026-07-24"),
        ("10\N{EN DASH}24 Jul", "2026-07-10", "2026-07-24"),
        ("jul 10-24", "2026-07-10", "2026-07-24"),
        ("10-24/7", "2026-07-10", "2026-07-24"),
        ("10-24.7.", "2026-07-10", "2026-07-24"),
        ("10/7-24/8", "2026-07-10", "2026-08-24"),
        ("10 jul - 24 aug", "2026-07-10", "2026-08-24"),
        ("2026-07-10 - 2026-07-24", "2026-07-10", "2026-07-24"),
        ("2026-07-10 \N{EN DASH} 2026-07-24", "2026-07-10", "2026-07-24"),
        ("20 dec - 10 jan", "2026-12-20", "2027-01-10"),
        ("10-24 may", "2027-05-10", "2027-05-24"),
        ("aug", "2026-08-01", "2026-08-31"),
        ("july", "2026-07-10", "2026-07-31"),
        ("may", "2027-05-01", "2027-05-31"),
        ("until 15/8", "2026-07-10", "2026-08-15"),
        ("till 15 aug", "2026-07-10", "2026-08-15"),
        ("do 15.8", "2026-07-10", "2026-08-15"),
        ("15.8. asti", "2026-07-10", "2026-08-15"),
        ("2w", "2026-07-10", "2026-07-23"),
        ("3v", "2026-07-10", "2026-07-30"),
        ("10d", "2026-07-10", "2026-07-19"),
        ("from 20 jul", "2026-07-20", None),
        ("20 jul -", "2026-07-20", None),
        ("från 20 juli", "2026-07-20", None),
        ("fri", "2026-07-10", "2026-07-10"),
        ("21/7", "2026-07-21", "2026-07-21"),
        ("2026-07-21", "2026-07-21", "2026-07-21"),
    ],
)
def test_a_span_is_read_as_it_is_said(text, first, last):
    with translation.override("en"):
        assert read_span(text, today=TODAY, earliest=EARLIEST) == (day(first), last and day(last))


@pytest.mark.parametrize("text", ["", "soon", "24-10 jul", "32 jul", "10-40 jul", "0w", "until", "-", "10-", "jul-aug-sep", "x" * 300])
def test_what_is_no_span_is_none(text):
    assert read_span(text, today=TODAY, earliest=EARLIEST) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("last", ["2026-08-02", "2026-07-20", None])
def test_what_is_proposed_to_type_is_read_back_in_every_language(language, last):
    span = day("2026-07-20"), last and day(last)
    with translation.override(language):
        assert read_span(typed_span(*span), today=TODAY, earliest=EARLIEST) == span


@pytest.mark.parametrize("language", LANGUAGES)
def test_weeks_are_proposed_as_they_are_read(language):
    with translation.override(language):
        read = [read_span(weeks, today=TODAY, earliest=EARLIEST) for weeks in proposed_weeks()]
    assert [(last - first).days + 1 for first, last in read] == [7, 14, 21, 28]
