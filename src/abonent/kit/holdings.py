"""What the tables of a folder hold of people, declared in its `personal.py`: for handing it out, and for erasing it.

    HOLDINGS = [Holding(table="address", people="address.customer_id = ANY(%(people)s::bigint[])", identity="care_of", other="id")]
    ERASINGS = [Erasing("customers/erase_addresses")]

Every column of every table is named once; a test fails for one that is not, so that nobody adds a column without having thought
of it. A history `x_history` is held as its table is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Holding:
    """The columns of one table, by what they say of people.

    `people` is the SQL that finds the rows of %(people)s, ids of customers; empty, the table knows nobody. `identity` tells
    who somebody is or what he said, and goes with him; `voucher` does too, but the law keeps it as long as the books;
    `other` tells nothing by itself once those are gone. `entity` is the SQL that finds the company a row belongs to.
    """

    table: str
    people: str = ""
    identity: str = ""
    voucher: str = ""
    other: str = ""
    entity: str = ""

    @property
    def columns(self) -> list[str]:
        """All columns, as a person reads them: first who, then what."""
        return [*self.identity.split(), *self.voucher.split(), *self.other.split()]


@dataclass(frozen=True)
class Erasing:
    """A statement that takes %(people)s out of a table, fed by `source` where it takes rows handed over."""

    statement: str
    source: str | None = None


@dataclass(frozen=True)
class Hindrance:
    """Why people cannot be erased yet: `statement` finds on %(today)s the rows of %(people)s, each `row_id` with its `customer_id`.

    `code` is the reason of a case that a run sets aside and `label` says it; `sentence` says it with the number of rows.
    """

    code: str
    label: Any
    sentence: Any
    statement: str


@dataclass(frozen=True)
class Keeping:
    """What stays for the books: `statement` gives, for each country, how many `pieces` there are of %(people)s and the `latest_on`."""

    label: Any
    statement: str


@dataclass(frozen=True)
class Tie:
    """What shows that somebody had dealings with the house until a day.

    `statement` gives, of %(people)s or, where that is NULL, of everybody, each `customer_id` with its `country`, its
    `entity_id` (NULL: no company's) and the `latest_on` of them; `label` is what they are called.
    """

    code: str
    label: Any
    statement: str


Forgetting = Callable[[Sequence[int], date], None]
Papers = Callable[[Sequence[int]], Iterable[tuple[str, bytes]]]

declared_holdings: Registry[Holding] = Registry()
declared_erasings: Registry[Erasing] = Registry()
declared_hindrances: Registry[Hindrance] = Registry()
declared_keepings: Registry[Keeping] = Registry()
declared_ties: Registry[Tie] = Registry()
# What takes people out of the books themselves, once the law lets go of them: statements, then files.
declared_voucher_erasings: Registry[Erasing] = Registry()
declared_voucher_files: Registry[Forgetting] = Registry()
declared_papers: Registry[Papers] = Registry()
