"""What pieces are worth: the worked table of docs/algorithms/stock-value.md, movement by movement."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.config.tests.source import PROJECT
from abonent.kit.periods import day
from abonent.stock.models import StockBalance, StockMovement
from abonent.stock.operations import Receipt, WriteOff, book_stocktake, move

pytestmark = pytest.mark.django_db
TODAY = day("2026-07-09")


def worked_table() -> list[list[str]]:
    text = (PROJECT / "docs" / "algorithms" / "stock-value.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    return rows[1:]


def happen(item, what, pieces, cost):
    if what == "received":
        move(item=item, asked=Receipt(pieces=pieces, unit_cost=Decimal(cost), moved_on=TODAY), actor=None, today=TODAY)
    elif what == "written off":
        move(item=item, asked=WriteOff(pieces=-pieces, moved_on=TODAY), actor=None, today=TODAY)
    else:
        there = StockBalance.objects.get(item=item).on_hand
        book_stocktake(entity=item.entity, counted={item: there + pieces}, actor=None, today=TODAY)


def test_the_worked_table(umbrella):
    rows = worked_table()
    assert len(rows) == 9
    for what, pieces, cost, worth, pieces_then, value_then in rows:
        happen(umbrella, what, int(pieces), cost)
        latest, balance = StockMovement.objects.first(), StockBalance.objects.get(item=umbrella)
        assert (latest.amount, balance.on_hand, balance.value) == (Decimal(worth), int(pieces_then), Decimal(value_then)), what


def test_what_was_never_bought_is_worth_nothing(umbrella):
    book_stocktake(entity=umbrella.entity, counted={umbrella: 3}, actor=None, today=TODAY)
    balance = StockBalance.objects.get(item=umbrella)
    assert (balance.on_hand, balance.value) == (3, 0)
