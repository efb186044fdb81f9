"""How old what customers owe a company is, after any day; and the items behind each figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.organisation.models import LegalEntity

SOURCE = "ledger/items_as_of"
# Age -> days after due, from and to.
ENDLESS = 1_000_000
AGES = {"not_due": (-ENDLESS, 0), "days_1": (1, 30), "days_31": (31, 60), "days_61": (61, 90), "days_91": (91, ENDLESS)}
ALL = (-ENDLESS, ENDLESS)
AT_A_TIME = 5_000


@dataclass(frozen=True)
class AsOf:
    """A company after a day, as a member of its staff sees it."""

    entity: LegalEntity
    day: date
    viewer: StaffUser

    def parameters(self) -> dict[str, Any]:
        """What the source of all figures names."""
        return {"entity": self.entity.pk, "as_of": self.day, "viewer": self.viewer.pk, "customers": None}


def ageing(asked: AsOf) -> list[Any]:
    """One row for each currency: currency, items, the sum of each of AGES, total."""
    return statements.rows("ledger/ageing", source=SOURCE, **asked.parameters())


def aged_items(asked: AsOf, currency: str, age: str, *, after: tuple[date, int], at_most: int) -> list[Any]:
    """The items of a figure, the longest due first, from behind a row on; of all ages where none is named."""
    first_day, latest_day = AGES.get(age, ALL)
    return statements.rows(
        "ledger/aged_items",
        source=SOURCE,
        **asked.parameters(),
        currency=currency,
        first_day=first_day,
        latest_day=latest_day,
        after_day=after[0],
        after=after[1],
        at_most=at_most,
    )


def all_aged_items(asked: AsOf, currency: str, age: str) -> Iterator[Any]:
    """All of them, for a file."""
    after = (date.min, 0)
    while found := aged_items(asked, currency, age, after=after, at_most=AT_A_TIME):
        yield from found
        after = (found[-1].due_on, found[-1].receivable_id)
