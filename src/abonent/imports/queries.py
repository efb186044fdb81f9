"""Questions about imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from abonent.imports.kinds import ImportKind
from abonent.imports.models import ImportBatch
from abonent.imports.refusals import fault_sentence
from abonent.kit import statements


@dataclass(frozen=True)
class Standing:
    """How far a batch in work has come: the step of the promotion under way, or the rows read so far."""

    is_running: bool = False
    step: int = 0
    steps: int = 0
    label: Any = ""
    rows_read: int = 0


@dataclass(frozen=True)
class SaidFault:
    """A fault as people read it: the row, the header of its column, what is wrong."""

    row: int
    column: str
    sentence: str


def standing_of(batch: ImportBatch, kind: ImportKind) -> Standing:
    """How far the connection that works on a batch has come, asked from another connection."""
    doing = statements.row("imports/running_import", batch=batch.pk)
    if doing is None:
        return Standing(steps=len(kind.promote))
    place = next((place for place, step in enumerate(kind.promote) if step.statement == doing.statement), 0)
    return Standing(is_running=True, step=place, steps=len(kind.promote), label=kind.promote[place].label, rows_read=doing.rows_read or 0)


def first_faults(batch: ImportBatch, kind: ImportKind, *, limit: int) -> list[SaidFault]:
    """The first faults of a batch in the order of its rows."""
    headers = batch.layout["headers"]
    return [
        SaidFault(
            fault.line, _column(headers, batch.mapping.get(fault.field)), fault_sentence(fault.code, fault.parameters, kind.sentences)
        )
        for fault in batch.faults.order_by("line", "id")[:limit]
    ]


def _column(headers: list[str], place: int | None) -> str:
    return headers[place] if place is not None and place < len(headers) else ""
