"""What a folder declares to be always true: `INVARIANTS = [Invariant(...)]` in its `invariants.py`; and the check of all of them.

A statement of an invariant finds the rows for which it does not hold; none is the good answer. Its columns fill the
places of `message` and `link`. Numbers are those of docs/invariants.md; several statements may share one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from abonent.access.models import PartOff
from abonent.kit import statements
from abonent.kit.registry import Registry
from abonent.runs.models import BooksCheck

MOST_FINDINGS = 100


@dataclass(frozen=True)
class Invariant:
    """Something that holds for the whole database. `rule` says it in words, `message` what is wrong with one row."""

    number: int
    rule: Any
    statement: str
    message: Any
    link: str = ""

    @property
    def part(self) -> str:
        """The part of the product whose rows it is about."""
        return self.statement.partition("/")[0]


@dataclass(frozen=True)
class Finding:
    """A row for which an invariant does not hold, in the reader's language, and the page that shows it."""

    number: int
    rule: str
    message: str
    link: str


declared_invariants: Registry[Invariant] = Registry()


def invariants() -> list[Invariant]:
    """The invariants of all parts of the product that are on, by number."""
    off = set(PartOff.objects.values_list("name", flat=True))
    declared = (invariant for invariant in declared_invariants if invariant.part not in off)
    return sorted(declared, key=lambda invariant: invariant.number)


def check(invariant: Invariant) -> list[Finding]:
    """The first rows for which it does not hold."""
    rows = statements.rows(invariant.statement)[:MOST_FINDINGS]
    return [_finding(invariant, row._asdict()) for row in rows]


def check_all() -> list[tuple[Invariant, list[Finding]]]:
    """Every invariant with its findings, all of one moment, whoever works meanwhile."""
    with transaction.atomic():
        if not connection.savepoint_ids and connection.in_atomic_block:
            _see_one_moment()
        return [(invariant, check(invariant)) for invariant in invariants()]


def check_and_record() -> list[tuple[Invariant, list[Finding]]]:
    """`check_all`, and keep what it came to."""
    began = perf_counter()
    checked = check_all()
    broken = Counter(finding.number for _invariant, findings in checked for finding in findings)
    BooksCheck.objects.create(rules=len(checked), broken=broken, seconds=perf_counter() - began)
    return checked


def _see_one_moment() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _finding(invariant: Invariant, values: dict[str, Any]) -> Finding:
    return Finding(invariant.number, str(invariant.rule), str(invariant.message) % values, invariant.link % values)
