"""How acts about stock are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.runs.inverses import Inverse, of_a_company
from abonent.stock.models import StockItem, StockMovement, Stocktake
from abonent.stock.operations import ItemDescription, change_item, reverse_movement, withdraw_stocktake

Arguments = Mapping[str, Any]


def change_item_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The item is as it was; a new one is retired."""
    described = ItemDescription(**{name: arguments[name] for name in ("number", "name", "reorder_level", "reorder_pieces", "retired")})
    change_item(item=StockItem.objects.get(pk=arguments["item"]), described=described, actor=actor)


def movement_reversed(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The pieces did not come or go after all."""
    reverse_movement(movement=StockMovement.objects.get(pk=arguments["movement"]), actor=actor, today=today)


def stocktake_withdrawn(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The differences of a count are taken back."""
    withdraw_stocktake(stocktake=Stocktake.objects.get(pk=arguments["stocktake"]), actor=actor, today=today)


INVERSES = [
    Inverse("change_stock_item", _("Let the item be as before"), change_item_back, "stock.change", of_a_company(StockItem, "item")),
    Inverse(
        "reverse_stock_movement",
        _("Take the movement back"),
        movement_reversed,
        "stock.move",
        of_a_company(StockMovement, "movement", "item__entity"),
    ),
    Inverse("withdraw_stocktake", _("Take the count back"), stocktake_withdrawn, "stock.move", of_a_company(Stocktake, "stocktake")),
]
