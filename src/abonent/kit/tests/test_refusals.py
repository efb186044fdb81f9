"""A refusal is a sentence, also when it was stored and is read later."""

from __future__ import annotations

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
