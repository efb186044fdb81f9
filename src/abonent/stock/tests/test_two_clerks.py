"""Two clerks at the same moment: the last piece is promised to one of them, and nobody waits for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from abonent.catalog.testing import an_entity
from abonent.stock.models import StockBalance, StockReservation
from abonent.stock.operations import CannotReserve, reserve_pieces
from abonent.stock.testing import an_item, received

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def meet(*orders):
    """Each asks at once for all of his items; what came of each."""
    together = Barrier(len(orders))

    def ask(items):
        try:
            together.wait()
            with transaction.atomic():
                reserve_pieces(asked=[(item, 1) for item in items], actor=None)
        except CannotReserve as refusal:
            return refusal.code
        finally:
            connection.close()
        return "promised"

    with ThreadPoolExecutor(len(orders)) as clerks:
        return sorted(clerks.map(ask, orders))


def test_the_last_piece_is_never_promised_twice():
    umbrella = received(an_item(entity=an_entity()), ROUNDS)
    for left in range(ROUNDS, 0, -1):
        StockReservation.objects.all()._raw_delete("default")
        StockBalance.objects.update(reserved=left - 1, on_hand=left)
        assert meet([umbrella], [umbrella], [umbrella]) == ["promised", "stock.none_free", "stock.none_free"]


def test_two_who_ask_for_the_same_items_in_another_order_both_get_them():
    entity = an_entity()
    umbrella, cup = (received(an_item(entity=entity, number=number), 2 * ROUNDS) for number in ("UMBRELLA", "CUP"))
    for _round in range(ROUNDS):
        assert meet([umbrella, cup], [cup, umbrella]) == ["promised", "promised"]
    assert set(StockBalance.objects.values_list("reserved", flat=True)) == {2 * ROUNDS}
