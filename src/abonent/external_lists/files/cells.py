"""What is to be written into a file: for some rows the cells of our own columns, and rows that are emptied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# What a spreadsheet would work out instead of showing it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Our own columns by their headers, in order; row number -> the cells of them; the numbers of rows to be emptied.

    Row numbers are those of the reader: the first row of the table is 1. Columns that the file has not yet are added at its end.
    """

    headers: Sequence[str]
    cells: Mapping[int, Sequence[str]] = field(default_factory=dict)
    emptied: frozenset[int] = frozenset()

    @property
    def rows(self) -> set[int]:
        """The numbers of all rows that are touched."""
        return {*self.cells, *self.emptied}


class CannotPlace(Exception):
    """A file that is not as it was read: a row is not there, or the file would not be the same when written back."""


def one_line(text: str) -> str:
    """A text as a cell holds it: one line, and nothing that a spreadsheet would take for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA_SIGNS) else line


def plain_header(text: str) -> str:
    """A header as the reader gives it."""
    return " ".join(text.split())[:100]
