"""A refusal is a sentence, also when it was stored and is read later."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from abonent.kit.refusals import Refusal, stored_refusal


class CannotSing(Refusal):
    sentences = {"song.too_high": "%(singer)s does not reach that note."}


class CannotSingAlone(CannotSing):
    sentences = {"song.alone": "%(singer)s sings in the choir only."}


def test_a_stored_refusal_says_what_it_said_when_it_was_raised():
    for refusal in (CannotSing("song.too_high", singer="Anna"), CannotSingAlone("song.alone", singer="Bo")):
        assert stored_refusal(refusal.code, refusal.parameters) == str(refusal)


def test_a_code_that_nobody_knows_any_more_is_said_as_it_is():
    assert "song.forgotten" in stored_refusal("song.forgotten", {"singer": "Anna"})


class CannotSingOn(Refusal):
    sentences = {"song.on": "The choir sings until %(day)s."}


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "9 Jul 2026."), ("sv", "9 juli 2026."), ("fi", "9.7.2026."), ("pl", "9 lip 2026."), ("hu", "2026. júl. 9.")],
)
def test_a_day_is_written_as_its_reader_writes_it_stored_or_not(language: str, written: str):
    with translation.override(language):
        assert str(CannotSingOn("song.on", day=date(2026, 7, 9))).endswith(f" {written}")
        assert stored_refusal("song.on", {"day": "2026-07-09"}).endswith(f" {written}")


def test_a_moment_is_written_with_its_hour_where_the_reader_is():
    with timezone.override("Europe/Stockholm"):
        said = str(CannotSingOn("song.on", day=datetime(2026, 7, 9, 20, 0, tzinfo=UTC)))
    assert said == "The choir sings until 9 Jul 2026 22:00."
