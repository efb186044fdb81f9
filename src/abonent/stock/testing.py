"""Builders of items and their pieces, for tests and worlds."""

from __future__ import annotations

from decimal import Decimal

from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.stock.models import StockItem
from abonent.stock.operations import ItemDescription, Receipt, add_item, move

RECEIVED_ON = day("2026-01-02")


def an_item(
    *, entity: LegalEntity, number: str = "UMBRELLA", name: str = "Umbrella", reorder_level: int = 0, reorder_pieces: int = 0
) -> StockItem:
    """An item of which there is nothing yet."""
    described = ItemDescription(number=number, name={"en": name}, reorder_level=reorder_level, reorder_pieces=reorder_pieces)
    return add_item(entity=entity, described=described, actor=None)


def received(item: StockItem, pieces: int, cost: str = "50.00") -> StockItem:
    """The item, once so many pieces have come in for so much each."""
    move(item=item, asked=Receipt(pieces=pieces, unit_cost=Decimal(cost), moved_on=RECEIVED_ON), actor=None, today=RECEIVED_ON)
    return item
