"""Count what is there: the differences are booked, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.foresee import digest_of, foresee, insist
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act
from abonent.stock.models import StockItem, StockMovement, Stocktake, StocktakeLine
from abonent.stock.models.movement import COUNT
from abonent.stock.operations.movements import CannotMove, refuse_reversed_beyond_what_is_there, reverse, worth_of
from abonent.stock.operations.reservations import lock_balances


@dataclass(frozen=True)
class Difference:
    """What was counted of an item beside what there was by its movements, and what the difference is worth.

    `missing` is how many pieces are promised that are not there any more.
    """

    item: int
    expected: int
    counted: int
    amount: Decimal
    missing: int

    @property
    def pieces(self) -> int:
        """Above zero where more was found."""
        return self.counted - self.expected


@dataclass(frozen=True)
class StocktakeEffect:
    """What booking a count does, item by item. `digest` names exactly this."""

    differences: tuple[Difference, ...]

    @property
    def digest(self) -> str:
        """A name for exactly this effect, so that saving can insist on what was shown."""
        return digest_of(self)

    @property
    def amount(self) -> Decimal:
        """By how much the value of the stock changes."""
        return sum((one.amount for one in self.differences), Decimal(0))

    @property
    def differing(self) -> list[Difference]:
        """Those of which more or less was found."""
        return [one for one in self.differences if one.pieces]


def preview_stocktake(*, entity: LegalEntity, counted: Mapping[StockItem, int], today: date) -> StocktakeEffect:
    """What booking a count would do, by the writing of it; nothing is kept."""
    return foresee(lambda: _counted(entity, counted, None, today)[1])


def book_stocktake(
    *, entity: LegalEntity, counted: Mapping[StockItem, int], actor: StaffUser | None, today: date, effect: str | None = None
) -> Stocktake:
    """Book what was counted. With `effect` only if it still does what was shown: somebody may have moved pieces since."""
    with change_by(actor, "count_stock"):
        stocktake, done = _counted(entity, counted, actor, today)
        insist(done, effect, CannotMove("stock.effect_changed"))
        inverse = {"verb": "withdraw_stocktake", "stocktake": stocktake.pk}
        record_act(actor=actor, verb="count_stock", subject_kind="stocktake", subject_ids=[stocktake.pk], inverse=inverse)
    return stocktake


def withdraw_stocktake(*, stocktake: Stocktake, actor: StaffUser | None, today: date) -> None:
    """The differences are reversed; refused where pieces that the count found have gone since."""
    with change_by(actor, "withdraw_stocktake"):
        locked = Stocktake.objects.select_for_update().get(pk=stocktake.pk)
        if locked.withdrawn_at is not None:
            raise CannotMove("stock.reversed")
        refuse_reversed_beyond_what_is_there(list(locked.movements.all()))
        reverse(stocktake=locked.pk, today=today, actor=actor)
        locked.withdrawn_by, locked.withdrawn_at = actor, clock.now()
        locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record_act(actor=actor, verb="withdraw_stocktake", subject_kind="stocktake", subject_ids=[locked.pk])


def _counted(
    entity: LegalEntity, counted: Mapping[StockItem, int], actor: StaffUser | None, today: date
) -> tuple[Stocktake, StocktakeEffect]:
    if not counted:
        raise CannotMove("stock.nothing_counted")
    balances = lock_balances(item.pk for item in counted)
    expected = {item: balances[item.pk].on_hand for item in counted}
    amounts = worth_of([(item.pk, found - expected[item]) for item, found in counted.items()])
    differences = tuple(
        Difference(item.pk, expected[item], found, amount, max(0, balances[item.pk].reserved - found))
        for (item, found), amount in zip(counted.items(), amounts, strict=True)
    )
    stocktake = Stocktake.objects.create(entity=entity, counted_on=today, counted_by=actor)
    StocktakeLine.objects.bulk_create(
        StocktakeLine(stocktake=stocktake, item_id=one.item, expected=one.expected, counted=one.counted) for one in differences
    )
    StockMovement.objects.bulk_create(
        StockMovement(
            item_id=one.item, kind=COUNT, pieces=one.pieces, amount=one.amount, moved_on=today, stocktake=stocktake, noted_by=actor
        )
        for one in differences
        if one.pieces
    )
    return stocktake, StocktakeEffect(differences)
