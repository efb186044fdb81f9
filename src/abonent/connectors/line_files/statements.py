"""A statement in the making: what every reader of lines counts, sums and warns of while entries pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, BinaryIO

from abonent.ledger.readers import Item
from abonent.ledger.rules.statement import BankEntry, BankStatement, EntryStatus, EntryTotals, StatementWarning

NOTHING = Decimal("0.00")
LINE_LIMIT = 250_000
LONGEST_TEXT = 500
LONGEST_NAME = 140
LONGEST_IDENTIFIER = 60

Stream = Callable[[BinaryIO, str], Iterator[Item]]


@dataclass(slots=True)
class Making:
    """Counts of one statement; `sums` holds what the bank booked, by number of the entry."""

    sums: dict[int, Decimal] = field(default_factory=dict)
    lines: int = 0
    warnings: dict[str, StatementWarning] = field(default_factory=dict)

    def add(self, entry: BankEntry) -> BankEntry:
        """Count an entry on its way out."""
        if entry.status is EntryStatus.BOOKED:
            self.sums[entry.entry_number] = self.sums.get(entry.entry_number, NOTHING) + entry.amount
            self.lines += 1
        return entry

    @property
    def net(self) -> Decimal:
        """What all booked entries make."""
        return sum(self.sums.values(), NOTHING)

    def totals(self) -> EntryTotals:
        credit = sum((amount for amount in self.sums.values() if amount >= 0), NOTHING)
        return EntryTotals(len(self.sums), self.lines, credit, credit - self.net)

    def warn(self, code: str, line: int, **parameters: Any) -> None:
        """Each kind of warning is kept once per statement, with its first place and how often it came."""
        earlier = self.warnings.get(code)
        self.warnings[code] = replace(earlier, times=earlier.times + 1) if earlier else StatementWarning(code, "", line, 1, parameters)

    def short(self, text: str, limit: int, line: int) -> str:
        """Runs of blanks made one; cut, with a warning, where it is longer than any column."""
        text = " ".join(text.split())
        if len(text) > limit:
            self.warn("lines.text_cut", line)
        return text[:limit]


def collect(items: Iterator[Item]) -> list[BankStatement]:
    """Whole statements, each with its entries, of what a reader streams; what the bank answers is left out."""
    statements: list[BankStatement] = []
    entries: list[BankEntry] = []
    for item in items:
        if isinstance(item, BankEntry):
            entries.append(item)
        elif isinstance(item, BankStatement):
            statements.append(replace(item, entries=tuple(entries)))
            entries = []
    return statements
