"""Receive pieces, write them off, take them back in, and reverse what was noted by mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act
from abonent.stock.models import StockBalance, StockItem, StockMovement, StockReservation
from abonent.stock.models.movement import COUNT, RECEIPT, RETURN, SHIPMENT, WRITE_OFF
from abonent.stock.operations.reservations import lock_balances
from abonent.stock.rules.worth import worth_of_receipt


class CannotMove(Refusal):
    """Pieces that cannot move as asked."""

    sentences = {
        "stock.day_to_come": _("%(day)s is still to come. Note what has happened."),
        "stock.not_that_many": _("Only %(free)s pieces are free: %(on_hand)s are there, %(reserved)s are kept back for orders."),
        "stock.reversed": _("This is taken back already."),
        "stock.gone_since": _("Pieces of it have gone since, so it can no longer be taken back. Count the item instead."),
        "stock.counted_since": _("A count since has shown that pieces are missing, so the shipment can no longer be taken back."),
        "stock.by_run": _("It was sent with others: take the whole run back, or note that it came back."),
        "stock.not_sent": _("It was not sent, so it cannot come back."),
        "stock.returned": _("It came back already."),
        "stock.nothing_counted": _("Nothing is counted yet. Write how many pieces there are."),
        "stock.effect_changed": _("Something was changed meanwhile. Look at the new effect and save again."),
    }


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Pieces that came in, and what one of them cost."""

    pieces: int
    unit_cost: Decimal
    moved_on: date
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class WriteOff:
    """Pieces that are lost or spoilt."""

    pieces: int
    moved_on: date
    remark: str = ""


@dataclass(frozen=True)
class MovementEffect:
    """What a movement does to an item: pieces and money before and after. `digest` names exactly this."""

    pieces: int
    amount: Decimal
    on_hand_before: int
    on_hand: int
    reserved: int
    value_before: Decimal
    value: Decimal

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self)

    @property
    def average(self) -> Decimal | None:
        """What one piece is worth afterwards; None where none is left."""
        return self.value / self.on_hand if self.on_hand else None


def preview_move(*, item: StockItem, asked: Receipt | WriteOff, today: date) -> MovementEffect:
    """What a movement would do, by the writing of it; nothing is kept."""
    return foresee(lambda: _moved(item, asked, None, today)[1])


def move(*, item: StockItem, asked: Receipt | WriteOff, actor: StaffUser | None, today: date, effect: str | None = None) -> StockMovement:
    """Note that pieces came or went. With `effect` only if it still does what was shown."""
    verb = "receive_stock" if isinstance(asked, Receipt) else "write_stock_off"
    with change_by(actor, verb):
        movement, done = _moved(item, asked, actor, today)
        insist(done, effect, CannotMove("stock.effect_changed"))
        _record(actor, verb, movement)
    return movement


def take_return(*, reservation: StockReservation, sound: bool, actor: StaffUser | None, today: date) -> StockMovement:
    """What was sent came back, at the worth at which it went; what is not `sound` is written off at once. In the caller's transaction."""
    lock_balances([reservation.item_id])
    sent = standing_shipment(reservation)
    if sent is None:
        raise CannotMove("stock.not_sent")
    if reservation.movements.filter(kind=RETURN).exists():
        raise CannotMove("stock.returned")
    common = {"item_id": reservation.item_id, "moved_on": today, "reservation": reservation, "noted_by": actor}
    returned = StockMovement.objects.create(kind=RETURN, pieces=-sent.pieces, amount=-sent.amount, **common)
    if not sound:
        StockMovement.objects.create(kind=WRITE_OFF, pieces=sent.pieces, amount=sent.amount, **common)
    return returned


def standing_shipment(reservation: StockReservation) -> StockMovement | None:
    """The shipment by which a reservation was sent; None where it was not, or not after all."""
    return reservation.movements.filter(kind=SHIPMENT, reverses=None, reversed_by=None).first()


def reverse_movement(*, movement: StockMovement, actor: StaffUser | None, today: date) -> None:
    """Take one movement back that was noted by hand; refused where what came in has gone out again since."""
    if movement.kind in (SHIPMENT, COUNT, RETURN) or movement.reservation_id is not None:
        raise CannotMove("stock.by_run")
    with change_by(actor, "reverse_stock_movement"):
        lock_balances([movement.item_id])
        if movement.reverses_id or StockMovement.objects.filter(reverses=movement).exists():
            raise CannotMove("stock.reversed")
        refuse_reversed_beyond_what_is_there([movement])
        reverse(movement=movement.pk, today=today, actor=actor)
        record_act(actor=actor, verb="reverse_stock_movement", subject_kind="stock_item", subject_ids=[movement.item_id])


def reverse(
    *, today: date, actor: StaffUser | None, movement: int | None = None, stocktake: int | None = None, run: int | None = None
) -> int:
    """Write the reversals of one movement, of a stocktake or of a run; returns how many."""
    subject = {"movement": movement, "stocktake": stocktake, "run": run}
    return statements.run("stock/reverse_movements", **subject, moved_on=today, actor=actor.pk if actor else None)


def refuse_reversed_beyond_what_is_there(movements: Sequence[StockMovement]) -> None:
    """What came in goes out again only while its pieces are there and free, and their worth with them."""
    balances = lock_balances(one.item_id for one in movements)
    for one in movements:
        balance = balances[one.item_id]
        left, worth = balance.on_hand - one.pieces, balance.value - one.amount
        if one.pieces > 0 and (left < balance.reserved or worth < 0 or (left == 0 and worth != 0)):
            raise CannotMove("stock.gone_since")


def worth_of(pieces: Sequence[tuple[int, int]]) -> list[Decimal]:
    """What pieces of items are worth that come or go, each by the moving average; the caller holds the balances."""
    columns = {"items": [item for item, _count in pieces], "pieces": [count for _item, count in pieces]}
    found = statements.rows("stock/worth_of_pieces", source="stock/asked_pieces", **columns)
    return [row.amount for row in sorted(found, key=lambda row: row.ordinal)]


def _moved(item: StockItem, asked: Receipt | WriteOff, actor: StaffUser | None, today: date) -> tuple[StockMovement, MovementEffect]:
    if asked.moved_on > today:
        raise CannotMove("stock.day_to_come", day=asked.moved_on)
    before = lock_balances([item.pk])[item.pk]
    movement = StockMovement.objects.create(
        item=item, moved_on=asked.moved_on, remark=asked.remark, noted_by=actor, **_columns(item, asked, before)
    )
    after = StockBalance.objects.get(pk=item.pk)
    effect = MovementEffect(
        movement.pieces, movement.amount, before.on_hand, after.on_hand, after.reserved, before.value, after.value
    )  # fmt: skip
    return movement, effect


def _columns(item: StockItem, asked: Receipt | WriteOff, balance: Any) -> dict[str, Any]:
    """What a movement is in pieces and in money."""
    if isinstance(asked, Receipt):
        return {
            "kind": RECEIPT,
            "pieces": asked.pieces,
            "unit_cost": asked.unit_cost,
            "amount": worth_of_receipt(asked.pieces, asked.unit_cost),
        }
    free = balance.on_hand - balance.reserved
    if asked.pieces > free:
        raise CannotMove("stock.not_that_many", free=max(free, 0), on_hand=balance.on_hand, reserved=balance.reserved)
    [amount] = worth_of([(item.pk, -asked.pieces)])
    return {"kind": WRITE_OFF, "pieces": -asked.pieces, "amount": amount}


def _record(actor: StaffUser | None, verb: str, movement: StockMovement) -> None:
    inverse = {"verb": "reverse_stock_movement", "movement": movement.pk}
    record_act(actor=actor, verb=verb, subject_kind="stock_item", subject_ids=[movement.item_id], inverse=inverse)
