"""Pieces come, go, are counted and taken back; the balance is always their sum and never below zero."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.db.utils import ProgrammingError

from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.stock.models import StockBalance, StockMovement, StockReservation
from abonent.stock.operations import (
    CannotKeepItem,
    CannotMove,
    CannotReserve,
    ItemDescription,
    Receipt,
    WriteOff,
    add_item,
    book_stocktake,
    change_item,
    move,
    preview_move,
    preview_stocktake,
    release_pieces,
    reserve_again,
    reserve_pieces,
    reverse_movement,
    ship,
    take_return,
    take_shipments_back,
    withdraw_stocktake,
)
from abonent.stock.testing import an_item, received

pytestmark = pytest.mark.django_db
TODAY = day("2026-07-09")


def balance(item):
    found = StockBalance.objects.get(item=item)
    return found.on_hand, found.reserved, found.value


def wrote_off(item, pieces):
    return move(item=item, asked=WriteOff(pieces=pieces, moved_on=TODAY), actor=None, today=TODAY)


def kept_back(item, pieces=1):
    [reservation] = reserve_pieces(asked=[(item, pieces)], actor=None)
    return reservation


def sent(*reservations, run=1):
    """Send reservations as a run does."""
    keys, items = [one.pk for one in reservations], [one.item_id for one in reservations]
    return ship(source="stock.tests/sent", run=run, moved_on=TODAY, items=items, reservations=keys)


def test_what_came_is_there_with_its_cost(umbrella):
    shown = preview_move(item=umbrella, asked=Receipt(pieces=4, unit_cost=Decimal("12.345"), moved_on=TODAY), today=TODAY)
    assert balance(umbrella) == (0, 0, 0)
    assert (shown.on_hand, shown.value, shown.average) == (4, Decimal("49.38"), Decimal("12.345"))
    asked = Receipt(pieces=4, unit_cost=Decimal("12.345"), moved_on=TODAY)
    move(item=umbrella, asked=asked, actor=None, today=TODAY, effect=shown.digest)
    assert balance(umbrella) == (4, 0, Decimal("49.38"))
    with pytest.raises(CannotMove, match="meanwhile"):
        move(item=umbrella, asked=asked, actor=None, today=TODAY, effect=shown.digest)


def test_nothing_is_noted_that_has_not_happened(umbrella):
    with pytest.raises(CannotMove, match="still to come"):
        move(item=umbrella, asked=Receipt(pieces=1, unit_cost=Decimal(1), moved_on=day("2026-07-10")), actor=None, today=TODAY)


def test_what_is_kept_back_is_not_written_off(umbrella):
    received(umbrella, 3)
    kept_back(umbrella, 2)
    with pytest.raises(CannotMove, match="Only 1 pieces are free: 3 are there, 2 are kept back"):
        wrote_off(umbrella, 2)
    wrote_off(umbrella, 1)
    assert balance(umbrella) == (2, 2, Decimal(100))


def test_the_last_piece_is_promised_once(umbrella):
    received(umbrella, 1)
    kept_back(umbrella)
    with pytest.raises(CannotReserve, match="No Umbrella is free"):
        kept_back(umbrella)


def test_a_retired_item_is_promised_to_nobody(umbrella):
    received(umbrella, 1)
    described = ItemDescription(number="UMBRELLA", name={"en": "Umbrella"}, retired=True)
    umbrella = change_item(item=umbrella, described=described, actor=None)
    with pytest.raises(CannotReserve, match="not given out"):
        kept_back(umbrella)


def test_more_than_is_free_is_promised_to_nobody_and_nothing_of_the_order_stays(umbrella):
    cup = received(an_item(entity=umbrella.entity, number="CUP", name="Cup"), 5)
    received(umbrella, 2)
    with pytest.raises(CannotReserve, match="Only 2 of Umbrella are free; 3 are asked for"):
        reserve_pieces(asked=[(cup, 1), (umbrella, 2), (umbrella, 1)], actor=None)
    assert not StockReservation.objects.exists()


def test_what_is_let_go_is_free_again_and_kept_back_again_as_far_as_it_goes(umbrella):
    received(umbrella, 2)
    first, second = kept_back(umbrella), kept_back(umbrella)
    assert len(release_pieces([first, second])) == 2
    assert release_pieces([first, second]) == []
    kept_back(umbrella)
    assert reserve_again([first, second]) == [first]
    assert balance(umbrella)[:2] == (2, 2)


def test_the_database_refuses_to_promise_what_is_not_there(umbrella):
    received(umbrella, 1)
    with pytest.raises(IntegrityError, match="promised than is there"), transaction.atomic():
        StockReservation.objects.create(item=umbrella, pieces=2)


def test_the_database_refuses_less_than_nothing(umbrella):
    received(umbrella, 1)
    with pytest.raises(IntegrityError, match="stock_balance_not_below_zero"), transaction.atomic():
        StockMovement.objects.create(item=umbrella, kind="write_off", pieces=-2, amount=0, moved_on=TODAY)


def test_a_movement_is_never_changed(umbrella):
    received(umbrella, 1)
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StockMovement.objects.update(pieces=2)


def test_a_receipt_is_taken_back_while_its_pieces_are_there(umbrella):
    received(umbrella, 10, "1.00")
    received(umbrella, 10, "3.00")
    undo_act(act=Act.objects.get(verb="receive_stock", superseded_by=None), actor=None, today=TODAY)
    assert balance(umbrella) == (10, 0, Decimal(10))
    with pytest.raises(CannotMove, match="already"):
        reverse_movement(movement=StockMovement.objects.filter(kind="receipt", reverses=None).latest("pk"), actor=None, today=TODAY)


def test_a_receipt_stays_whose_pieces_have_gone_or_are_promised(umbrella):
    received(umbrella, 10, "1.00")
    received(umbrella, 10, "3.00")
    wrote_off(umbrella, 10)
    dear = StockMovement.objects.filter(kind="receipt").latest("pk")
    with pytest.raises(CannotMove, match="gone since"):
        reverse_movement(movement=dear, actor=None, today=TODAY)
    cheap = StockMovement.objects.filter(kind="receipt").earliest("pk")
    kept_back(umbrella)
    with pytest.raises(CannotMove, match="gone since"):
        reverse_movement(movement=cheap, actor=None, today=TODAY)


def test_a_count_books_what_differs_and_is_taken_back_as_a_whole(umbrella):
    cup = received(an_item(entity=umbrella.entity, number="CUP", name="Cup"), 5, "4.00")
    received(umbrella, 3)
    counted = {umbrella: 1, cup: 6}
    shown = preview_stocktake(entity=umbrella.entity, counted=counted, today=TODAY)
    assert [(one.pieces, one.amount) for one in shown.differing] == [(-2, Decimal(-100)), (1, Decimal(4))]
    assert shown.amount == Decimal(-96)
    stocktake = book_stocktake(entity=umbrella.entity, counted=counted, actor=None, today=TODAY, effect=shown.digest)
    assert (balance(umbrella), balance(cup)) == ((1, 0, Decimal(50)), (6, 0, Decimal(24)))
    withdraw_stocktake(stocktake=stocktake, actor=None, today=TODAY)
    assert (balance(umbrella), balance(cup)) == ((3, 0, Decimal(150)), (5, 0, Decimal(20)))
    with pytest.raises(CannotMove, match="already"):
        withdraw_stocktake(stocktake=stocktake, actor=None, today=TODAY)


def test_a_count_may_find_less_than_is_promised_and_says_how_much_is_missing(umbrella):
    received(umbrella, 3)
    kept_back(umbrella, 3)
    shown = preview_stocktake(entity=umbrella.entity, counted={umbrella: 1}, today=TODAY)
    assert [one.missing for one in shown.differences] == [2]
    book_stocktake(entity=umbrella.entity, counted={umbrella: 1}, actor=None, today=TODAY)
    assert StockBalance.objects.get(item=umbrella).free == -2


def test_what_is_sent_leaves_at_the_average_to_the_last_cent(umbrella):
    received(umbrella, 3, "33.335")
    reservations = [kept_back(umbrella) for _piece in range(3)]
    assert sent(*reservations) == 3
    amounts = list(StockMovement.objects.filter(kind="shipment").order_by("reservation").values_list("amount", flat=True))
    assert sum(amounts) == Decimal("-100.01")
    assert set(amounts) == {Decimal("-33.34"), Decimal("-33.33")}
    assert balance(umbrella) == (0, 0, 0)


def test_a_shipment_is_taken_back_with_its_run_unless_it_came_back_since(umbrella):
    received(umbrella, 3)
    first, second = kept_back(umbrella), kept_back(umbrella)
    sent(first, second)
    take_return(reservation=first, sound=True, actor=None, today=TODAY)
    with pytest.raises(CannotMove, match="came back already"):
        take_return(reservation=first, sound=True, actor=None, today=TODAY)
    assert take_shipments_back(run=1, actor=None, today=TODAY) == 1
    assert balance(umbrella) == (3, 1, Decimal(150))
    with pytest.raises(CannotMove, match="already"):
        take_shipments_back(run=1, actor=None, today=TODAY)
    with pytest.raises(CannotMove, match="whole run"):
        reverse_movement(movement=StockMovement.objects.filter(kind="shipment").latest("pk"), actor=None, today=TODAY)
    with pytest.raises(CannotMove, match="not sent"):
        take_return(reservation=second, sound=True, actor=None, today=TODAY)
    # What is kept back again is sent again.
    assert sent(second, run=2) == 1


def test_what_comes_back_spoilt_is_written_off_at_once(umbrella):
    received(umbrella, 2)
    reservation = kept_back(umbrella)
    sent(reservation)
    take_return(reservation=reservation, sound=False, actor=None, today=TODAY)
    assert balance(umbrella) == (1, 0, Decimal(50))


def test_a_shipment_stays_once_a_count_has_missed_pieces_that_are_promised(umbrella):
    received(umbrella, 4)
    first = kept_back(umbrella, 2)
    kept_back(umbrella, 2)
    sent(first)
    book_stocktake(entity=umbrella.entity, counted={umbrella: 1}, actor=None, today=TODAY)
    with pytest.raises(CannotMove, match="count since"), transaction.atomic():
        take_shipments_back(run=1, actor=None, today=TODAY)


def test_items_are_known_by_their_numbers(entity, umbrella):
    with pytest.raises(CannotKeepItem, match="UMBRELLA"):
        add_item(entity=entity, described=ItemDescription(number="umbrella", name={"en": "Another"}), actor=None)
    cup = an_item(entity=entity, number="CUP")
    with pytest.raises(CannotKeepItem, match="UMBRELLA"):
        change_item(item=cup, described=ItemDescription(number="UMBRELLA", name={"en": "Cup"}), actor=None)
    change_item(item=cup, described=ItemDescription(number="MUG", name={"en": "Mug"}, reorder_level=5), actor=None)
    with pytest.raises(CannotKeepItem, match="so already"):
        change_item(item=cup, described=ItemDescription(number="MUG", name={"en": "Mug"}, reorder_level=5), actor=None)
    undo_act(act=Act.objects.get(verb="change_stock_item"), actor=None, today=TODAY)
    cup.refresh_from_db()
    assert (cup.number, cup.reorder_level) == ("CUP", 0)


def test_statements_write_once(umbrella):
    received(umbrella, 3)
    reservation = kept_back(umbrella)
    sources = ("stock/worth_of_pieces", "stock.tests/sent")
    assert twice("stock/post_shipments", source=sources, run=7, moved_on=TODAY, reservations=[reservation.pk]) == 1
    assert twice("stock/release_shipped", run=7) == 1
    nobody = {"movement": None, "stocktake": None, "actor": None}
    assert twice("stock/reverse_movements", run=7, moved_on=TODAY, **nobody) == 1
    assert twice("stock/keep_back_again", run=7) == 1
    assert balance(umbrella) == (3, 1, Decimal(150))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_the_balance_is_the_sum_of_its_movements(umbrella, seed):
    chance = random.Random(seed)
    open_ones, run = [], 0
    for _step in range(60):
        what = chance.choice(["receive", "write off", "count", "keep", "let go", "send", "reverse", "run back"])
        try:
            with transaction.atomic():
                if what == "receive":
                    received(umbrella, chance.randint(1, 9), str(Decimal(chance.randint(1, 99_999)) / 1000))
                elif what == "write off":
                    wrote_off(umbrella, chance.randint(1, 5))
                elif what == "count":
                    book_stocktake(entity=umbrella.entity, counted={umbrella: chance.randint(0, 12)}, actor=None, today=TODAY)
                elif what == "keep":
                    open_ones.append(kept_back(umbrella, chance.randint(1, 3)))
                elif what == "let go" and open_ones:
                    release_pieces([open_ones.pop()])
                elif what == "send" and open_ones:
                    run += 1
                    sent(open_ones[0], run=run)
                    open_ones.pop(0)
                elif what == "reverse":
                    reverse_movement(movement=chance.choice(list(StockMovement.objects.all())), actor=None, today=TODAY)
                elif what == "run back":
                    take_shipments_back(run=chance.randint(1, run + 1), actor=None, today=TODAY)
        except (CannotMove, CannotReserve, IndexError):
            pass
        except IntegrityError as refused:
            # More is sent than a count has left on the shelf.
            assert "stock_balance_not_below_zero" in str(refused)
        moved = StockMovement.objects.aggregate(pieces=Sum("pieces", default=0), amount=Sum("amount", default=0))
        on_hand, _reserved, value = balance(umbrella)
        assert (on_hand, value) == (moved["pieces"], moved["amount"])
        assert on_hand >= 0
        assert value >= 0
        open_pieces = StockReservation.objects.filter(released_at=None).aggregate(pieces=Sum("pieces", default=0))["pieces"]
        assert balance(umbrella)[1] == open_pieces
