"""Lists for whoever sends letters or e-mails for us: a line for each, as a spreadsheet opens it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from abonent.ui.lists.export import BYTE_ORDER_MARK, neutral


def list_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a list, its head first; nothing in them is taken for a formula."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(head)  # type: ignore[operator]
    for row in rows:
        yield writer.writerow([neutral(cell) for cell in row])  # type: ignore[misc]


class _Line(io.StringIO):
    """A file that hands back what is written to it."""

    def write(self, text: str) -> Any:
        return text
