"""Questions about stock: which items are seen, how much of each is free, what moved."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import NullIf

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.product_queries import said_name
from abonent.stock.models import StockItem, StockMovement, Stocktake

ENOUGH, LOW, OUT, RETIRED = "enough", "low", "out", "retired"


def visible_items(viewer: StaffUser) -> QuerySet[StockItem]:
    """Items of the companies the viewer works for."""
    return of_my_entities(StockItem.objects.select_related("entity", "balance"), viewer)


def items_at_hand(viewer: StaffUser, language: str) -> QuerySet[Any]:
    """Visible items with their `shown_name`, how many are `free`, what one is worth on `average`, and their `state`."""
    free = F("balance__on_hand") - F("balance__reserved")
    state = Case(
        When(retired=True, then=Value(RETIRED)),
        When(free__lte=0, then=Value(OUT)),
        When(free__lte=F("reorder_level"), then=Value(LOW)),
        default=Value(ENOUGH),
    )
    items = visible_items(viewer).annotate(shown_name=said_name(language), free=free)
    return items.annotate(average=F("balance__value") / NullIf(F("balance__on_hand"), Value(0)), state=state)


def items_to_give(viewer: StaffUser, entity: int) -> list[StockItem]:
    """The items of a company that can be promised, with what is free of each."""
    return list(visible_items(viewer).filter(entity=entity, retired=False).order_by("number"))


def visible_movements(viewer: StaffUser) -> QuerySet[StockMovement]:
    """Movements of the viewer's companies, with who noted them and whether they were taken back."""
    return of_my_entities(StockMovement.objects.select_related("item__entity", "noted_by", "reversed_by"), viewer, path="item__entity")


def visible_stocktakes(viewer: StaffUser) -> QuerySet[Stocktake]:
    """Counts of the viewer's companies."""
    return of_my_entities(Stocktake.objects.select_related("entity", "counted_by", "withdrawn_by"), viewer)
