"""Send what is kept back, many at once by a run of a higher folder, and take a whole run back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.stock.operations.movements import CannotMove, reverse
from abonent.stock.operations.reservations import lock_balances


def ship(*, source: str | Sequence[str], run: int, moved_on: date, items: Iterable[int], **parameters: Any) -> int:
    """Send the reservations that `source` hands over as (ordinal, item_id, pieces), pieces below zero; returns how many went.

    `items` are those that they are of. In the caller's transaction.
    """
    lock_balances(items)
    sources = ("stock/worth_of_pieces", *([source] if isinstance(source, str) else source))
    sent = statements.run("stock/post_shipments", source=sources, run=run, moved_on=moved_on, **parameters)
    statements.run("stock/release_shipped", run=run)
    return sent


def take_shipments_back(*, run: int, actor: StaffUser | None, today: date) -> int:
    """What a run has sent is on the shelf again and kept back as before, but for what has come back since; returns how many."""
    lock_balances(row.item_id for row in statements.rows("stock/items_of_run", run=run))
    reversed_ones = reverse(run=run, today=today, actor=actor)
    if not reversed_ones:
        raise CannotMove("stock.reversed")
    _refuse_kept_back_beyond_what_is_there(run)
    statements.run("stock/keep_back_again", run=run)
    return reversed_ones


def _refuse_kept_back_beyond_what_is_there(run: int) -> None:
    """What a count has shown to be missing cannot be promised again."""
    if statements.rows("stock/short_after_reversal", run=run):
        raise CannotMove("stock.counted_since")
