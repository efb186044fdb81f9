"""Moments that were, as people type them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from abonent.ui.typed_moments import read_moment

ZONE = ZoneInfo("Europe/Stockholm")
A_THURSDAY = datetime(2026, 7, 9, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:15", "2026-07-09 09:15"),
        ("9.15", "2026-07-09 09:15"),
        ("16:00", "2026-07-08 16:00"),
        ("kl 8.30", "2026-07-09 08:30"),
        ("yesterday", "2026-07-08 12:00"),
        ("Yesterday 14:30", "2026-07-08 14:30"),
        ("igår kl 14", "2026-07-08 14:00"),
        ("eilen klo 9.05", "2026-07-08 09:05"),
        ("wczoraj o 17:45", "2026-07-08 17:45"),
        ("tegnap 8", "2026-07-08 08:00"),
        ("today", "2026-07-09 10:00"),
        ("fri 16", "2026-07-03 16:00"),
        ("monday", "2026-07-06 12:00"),
        ("7/7 14:30", "2026-07-07 14:30"),
        ("21/12", "2025-12-21 12:00"),
        ("3 jul, 9:00", "2026-07-03 09:00"),
        ("2026-06-30 23:59", "2026-06-30 23:59"),
        ("2h", "2026-07-09 08:00"),
        ("20 min", "2026-07-09 09:40"),
    ],
)
def test_a_moment_is_read_as_it_is_said(typed: str, meant: str):
    assert read_moment(typed, now=A_THURSDAY) == datetime.fromisoformat(meant).replace(tzinfo=ZONE)


@pytest.mark.parametrize("typed", ["soon", "25:00", "yesterday 9:75", "31/2 9:00", ""])
def test_what_is_no_moment_is_not_guessed(typed: str):
    assert read_moment(typed, now=A_THURSDAY) is None


def test_a_day_with_its_year_may_be_to_come_and_is_for_others_to_refuse():
    assert read_moment("2027-01-01 9:00", now=A_THURSDAY) > A_THURSDAY
