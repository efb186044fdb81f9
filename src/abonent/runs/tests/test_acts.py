"""Acts, and their undoing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs import registry
from abonent.runs.inverses import Inverse, everybodys
from abonent.runs.operations import CannotUndo, record_act, undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-03-01")


@pytest.fixture
def undone(monkeypatch):
    done = []
    monkeypatch.setitem(
        registry._inverses,
        "take_back",
        Inverse("take_back", "Take it back", lambda **given: done.append(given["arguments"]["what"]), "", everybodys),
    )
    return done


def an_act(what="a pause", **said):
    facts = {"verb": "take_back", "subject_kind": "subscription", "subject_ids": [7], "inverse": {"verb": "take_back", "what": what}}
    return record_act(actor=None, **{**facts, **said})


def refused(act):
    with pytest.raises(CannotUndo) as refusal:
        undo_act(act=act, actor=None, today=TODAY)
    assert "%(" not in str(refusal.value)
    return refusal.value.code


def test_undo_does_the_inverse_once(undone):
    act = an_act()
    undo_act(act=act, actor=None, today=TODAY)
    assert undone == ["a pause"]
    assert refused(act) == "act.undone"


def test_an_act_is_undone_only_until_its_hour(undone):
    assert refused(an_act(until=clock.now() - timedelta(minutes=1))) == "act.too_late"
    undo_act(act=an_act(until=clock.now() + timedelta(minutes=1)), actor=None, today=TODAY)


def test_an_act_without_an_inverse_is_not_undone(undone):
    assert refused(an_act(inverse=None)) == "act.no_inverse"


def test_what_a_later_act_depends_on_is_undone_after_it(undone):
    earlier, later = an_act("the pause"), an_act("the move")
    earlier.refresh_from_db()
    assert refused(earlier) == "act.superseded"
    undo_act(act=later, actor=None, today=TODAY)
    undo_act(act=earlier, actor=None, today=TODAY)
    assert undone == ["the move", "the pause"]


def test_an_act_on_something_else_does_not_stand_in_the_way(undone):
    act = an_act()
    an_act(subject_ids=[8])
    undo_act(act=act, actor=None, today=TODAY)
    assert undone == ["a pause"]
