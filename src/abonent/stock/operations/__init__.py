"""The verbs of stock."""

from abonent.stock.operations.items import CannotKeepItem, ItemDescription, add_item, change_item
from abonent.stock.operations.movements import (
    CannotMove,
    MovementEffect,
    Receipt,
    WriteOff,
    move,
    preview_move,
    reverse_movement,
    take_return,
)
from abonent.stock.operations.reservations import (
    CannotReserve,
    lock_balances,
    release_pieces,
    reserve_again,
    reserve_pieces,
)
from abonent.stock.operations.shipping import ship, take_shipments_back
from abonent.stock.operations.stocktakes import Difference, StocktakeEffect, book_stocktake, preview_stocktake, withdraw_stocktake

__all__ = [
    "CannotKeepItem",
    "CannotMove",
    "CannotReserve",
    "Difference",
    "ItemDescription",
    "MovementEffect",
    "Receipt",
    "StocktakeEffect",
    "WriteOff",
    "add_item",
    "book_stocktake",
    "change_item",
    "lock_balances",
    "move",
    "preview_move",
    "preview_stocktake",
    "release_pieces",
    "reserve_again",
    "reserve_pieces",
    "reverse_movement",
    "ship",
    "take_return",
    "take_shipments_back",
    "withdraw_stocktake",
]
