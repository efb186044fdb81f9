"""Tables of items, their balances and movements, what is kept back of them, and how they were counted."""

from abonent.stock.models.item import StockBalance, StockItem
from abonent.stock.models.movement import StockMovement
from abonent.stock.models.reservation import StockReservation
from abonent.stock.models.stocktake import Stocktake, StocktakeLine

__all__ = ["StockBalance", "StockItem", "StockMovement", "StockReservation", "Stocktake", "StocktakeLine"]
