"""The words that customers are sorted by: add one, call it otherwise, take it out of use and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models.words import Word
from abonent.runs.operations import record_act


def add_word(*, kind: type[Word], name: Mapping[str, str], actor: StaffUser | None, today: date) -> Word:
    """Another word to choose from."""
    with change_by(actor, "add_word"):
        word = kind(name=dict(name))
        word.save()
        _record(actor, "add_word", word, {"verb": "change_word_back", "name": word.name, "retired": True})
    return word


def change_word(*, word: Word, name: Mapping[str, str], retired: bool, actor: StaffUser | None, today: date) -> Word:
    """Call it otherwise, or stop or begin to offer it; where it was chosen it stays."""
    with change_by(actor, "change_word"):
        locked = type(word)._default_manager.select_for_update().get(pk=word.pk)
        back = {"verb": "change_word_back", "name": locked.name, "retired": locked.retired}
        word.name, word.retired = dict(name), retired
        word.save()
        _record(actor, "change_word", word, back)
    return word


def _record(actor: StaffUser | None, verb: str, word: Word, inverse: dict[str, object]) -> None:
    kind = word._meta.db_table
    record_act(actor=actor, verb=verb, subject_kind=kind, subject_ids=[word.pk], inverse={**inverse, "kind": kind, "word": word.pk})
