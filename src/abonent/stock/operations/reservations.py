"""Keep pieces back for somebody, and let them go. Whoever does holds the balances first, so the last piece is promised once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock, statements
from abonent.kit.names import name_in
from abonent.kit.refusals import Refusal
from abonent.stock.models import StockItem, StockReservation


class CannotReserve(Refusal):
    """Pieces that cannot be promised; the sentence may be read to a customer."""

    sentences = {
        "stock.none_free": _("No %(item)s is free any more."),
        "stock.too_few_free": _("Only %(free)s of %(item)s are free; %(asked)s are asked for."),
        "stock.item_retired": _("%(item)s is not given out any more."),
    }


def lock_balances(items: Iterable[int]) -> Mapping[int, Any]:
    """Item -> its balance, which nobody else moves or keeps back from until the transaction ends."""
    return {row.item_id: row for row in statements.rows("stock/lock_balances", items=sorted(set(items)))}


def reserve_pieces(*, asked: Sequence[tuple[StockItem, int]], actor: StaffUser | None) -> list[StockReservation]:
    """Keep so many pieces of each item back, all or none, in the caller's transaction; in the order in which they were asked for."""
    wanted = Counter[StockItem]()
    for item, pieces in asked:
        wanted[item] += pieces
    balances = lock_balances(item.pk for item in wanted)
    for item, pieces in wanted.items():
        _check(item, pieces, balances[item.pk])
    return StockReservation.objects.bulk_create(StockReservation(item=item, pieces=pieces, reserved_by=actor) for item, pieces in asked)


def release_pieces(reservations: Sequence[StockReservation]) -> list[StockReservation]:
    """Let go what is still kept back of these, in the caller's transaction; returns which were."""
    lock_balances(one.item_id for one in reservations)
    kept = list(StockReservation.objects.select_for_update().filter(pk__in=[one.pk for one in reservations], released_at=None))
    StockReservation.objects.filter(pk__in=[one.pk for one in kept]).update(released_at=clock.now())
    return kept


def reserve_again(reservations: Sequence[StockReservation]) -> list[StockReservation]:
    """Keep back again what was let go, as far as pieces are free, the oldest first; returns for which there were."""
    free = {item: row.on_hand - row.reserved for item, row in lock_balances(one.item_id for one in reservations).items()}
    kept = []
    for one in sorted(reservations, key=lambda reservation: reservation.pk):
        if one.pieces <= free[one.item_id]:
            free[one.item_id] -= one.pieces
            kept.append(one)
    StockReservation.objects.filter(pk__in=[one.pk for one in kept]).update(released_at=None)
    return kept


def _check(item: StockItem, pieces: int, balance: Any) -> None:
    name = name_in(item.name, get_language() or "en")
    if item.retired:
        raise CannotReserve("stock.item_retired", item=name)
    free = balance.on_hand - balance.reserved
    if free <= 0:
        raise CannotReserve("stock.none_free", item=name)
    if pieces > free:
        raise CannotReserve("stock.too_few_free", item=name, free=free, asked=pieces)
