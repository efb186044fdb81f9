"""Each invariant of stock holds after pieces came, were kept back and sent, and finds the damage it is there for."""

from __future__ import annotations

import pytest
from django.db import connection

from abonent.kit.periods import day
from abonent.runs.invariants import check
from abonent.stock.invariants import INVARIANTS
from abonent.stock.operations import reserve_pieces, ship
from abonent.stock.testing import received

pytestmark = pytest.mark.django_db

# Triggers are off while the damage is done, as they would be for whoever edits the database by hand.
DAMAGES = [
    ("stock/check_balances", "UPDATE stock_balance SET on_hand = on_hand + 1"),
    ("stock/check_balances", "UPDATE stock_movement SET amount = amount + 1 WHERE kind = 'receipt'"),
    ("stock/check_balances", "UPDATE stock_balance SET reserved = reserved + 1"),
    ("stock/check_reservations", "UPDATE stock_reservation SET released_at = NULL"),
    ("stock/check_reservations", "UPDATE stock_reservation SET pieces = pieces + 1"),
]


@pytest.fixture
def shipped(umbrella):
    received(umbrella, 3)
    [first, _second] = reserve_pieces(asked=[(umbrella, 1), (umbrella, 1)], actor=None)
    ship(source="stock.tests/sent", run=1, moved_on=day("2026-07-09"), items=[umbrella.pk], reservations=[first.pk])


def broken() -> set[str]:
    return {invariant.statement for invariant in INVARIANTS if check(invariant)}


@pytest.mark.parametrize(("statement", "damage"), DAMAGES)
def test_the_damage_is_found(shipped, statement, damage):
    assert broken() == set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(damage)
    assert statement in broken()
