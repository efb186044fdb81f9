"""Questions about inserts: what goes with an issue, with how many copies, and whether there is enough of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abonent.distribution.models import Insert
from abonent.distribution.operations.freezing import ROUTED, as_known
from abonent.editions.models import Issue
from abonent.kit import statements


@dataclass(frozen=True)
class CountedInsert:
    """An insert with the copies that it goes with; `missing` pieces are not on the shelf, where it comes from there."""

    insert: Insert
    copies: int

    @property
    def missing(self) -> int:
        """How many pieces more are needed than are free."""
        return max(self.copies - self.insert.item.balance.free, 0) if self.insert.item else 0


def inserts_of(issue: Issue, *, today: date) -> list[CountedInsert]:
    """What goes with an issue, in the order in which it was said, each with its copies; nothing is counted where there is none."""
    inserts = list(Insert.objects.filter(issue=issue, withdrawn_at=None).select_related("item__balance").order_by("pk"))
    if not inserts:
        return []
    rows = statements.rows("distribution/inserts_counted", source=ROUTED, **as_known(issue, today))
    copies = {row.insert_id: row.copies for row in rows}
    return [CountedInsert(insert, copies.get(insert.pk, 0)) for insert in inserts]
