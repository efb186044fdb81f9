from __future__ import annotations

from collections import Counter
from datetime import date

from abonent.simulation.calls import COPIES, GIFT, MISSING, PAUSE, REDIRECT, SWITCH, SWITCH_BACK, calls
from abonent.simulation.orders import orders, prospects
from abonent.simulation.world import a_world

WORLD = a_world(name="demo", subscribers=400, ends_on=date(2026, 2, 28))
CALLS = list(calls(WORLD, orders(WORLD)))


def test_readers_ask_for_all_that_a_reader_may_ask_for():
    wishes = Counter(call.wish for call in CALLS)
    assert set(wishes) == {PAUSE, REDIRECT, COPIES, GIFT, SWITCH, SWITCH_BACK, MISSING}
    assert wishes[PAUSE] == max(wishes.values())


def test_who_reads_on_a_screen_neither_rests_nor_has_his_paper_sent_elsewhere():
    assert {call.wish for call in CALLS if call.order.delivery_method == "electronic"} <= {COPIES, GIFT, SWITCH, SWITCH_BACK}


def test_nobody_calls_before_he_reads_and_days_are_ahead():
    assert all(call.order.starts_on < call.told_on <= call.first for call in CALLS)
    assert all(call.told_on < call.first for call in CALLS if call.wish != MISSING)
    assert all(call.last is None or call.first <= call.last for call in CALLS)


def test_nobody_is_given_two_papers_and_only_such_as_have_none():
    given = [call.receiver_key for call in CALLS if call.wish == GIFT]
    assert len(set(given)) == len(given)
    assert set(given) <= {reader.key for readers in prospects(WORLD).values() for reader in readers}
