"""Say which items there are: their number, their name, and when they are to be ordered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act
from abonent.stock.models import StockBalance, StockItem


class CannotKeepItem(Refusal):
    """An item that cannot be as asked."""

    sentences = {
        "stock.number_taken": _("There is already an item with the number %(taken)s."),
        "stock.unchanged": _("It is so already."),
    }


@dataclass(frozen=True, kw_only=True)
class ItemDescription:
    """What is said of an item."""

    number: str
    name: Mapping[str, str]
    reorder_level: int = 0
    reorder_pieces: int = 0
    retired: bool = False


def add_item(*, entity: LegalEntity, described: ItemDescription, actor: StaffUser | None) -> StockItem:
    """An item of which there is nothing yet. Undone, it is retired."""
    with change_by(actor, "add_stock_item"):
        columns = _columns(described)
        item, is_new = StockItem.objects.get_or_create(entity=entity, number=columns["number"], defaults=columns)
        if not is_new:
            raise CannotKeepItem("stock.number_taken", taken=item.number)
        StockBalance.objects.create(item=item)
        _record(actor, "add_stock_item", item, {**columns, "retired": True})
    return item


def change_item(*, item: StockItem, described: ItemDescription, actor: StaffUser | None) -> StockItem:
    """Call it otherwise, order it at another level, retire it or take it into use again."""
    with change_by(actor, "change_stock_item"):
        locked = StockItem.objects.select_for_update().get(pk=item.pk)
        before, after = _columns(describe_item(locked)), _columns(described)
        if before == after:
            raise CannotKeepItem("stock.unchanged")
        if StockItem.objects.filter(entity=locked.entity_id, number=after["number"]).exclude(pk=locked.pk).exists():
            raise CannotKeepItem("stock.number_taken", taken=after["number"])
        for name, value in after.items():
            setattr(locked, name, value)
        locked.save()
        _record(actor, "change_stock_item", locked, before)
    return locked


def describe_item(item: StockItem) -> ItemDescription:
    """An item as it is."""
    return ItemDescription(
        number=item.number, name=item.name, reorder_level=item.reorder_level, reorder_pieces=item.reorder_pieces, retired=item.retired
    )


def _columns(described: ItemDescription) -> dict[str, Any]:
    return {**asdict(described), "number": described.number.upper(), "name": dict(described.name)}


def _record(actor: StaffUser | None, verb: str, item: StockItem, before: Mapping[str, Any]) -> None:
    inverse = {"verb": "change_stock_item", "item": item.pk, **before}
    record_act(actor=actor, verb=verb, subject_kind="stock_item", subject_ids=[item.pk], inverse=inverse)
