"""Mend rows where they stand: other cells, checked again with the rows they touch."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.kinds import kind_of
from abonent.imports.models import FaultyRow, ImportBatch
from abonent.imports.operations.checking import keep_cells
from abonent.imports.operations.findings import count_outcomes, look_for_conflicts, look_for_faults, rows_beside
from abonent.imports.operations.staging import forget_rows, stage
from abonent.imports.operations.steps import locked_in, parameters_of
from abonent.imports.precedence import hold_back
from abonent.kit import clock

State = ImportBatch.State


def mend_row(*, batch: ImportBatch, line: int, cells: Mapping[int, str], actor: StaffUser | None, today: date) -> set[int]:
    """Put other cells into a row, by the places of their columns, and check it again, with the rows it touches; returns those rows."""
    return mend_rows(batch=batch, cells={line: cells}, actor=actor, today=today)


def mend_rows(*, batch: ImportBatch, cells: Mapping[int, Mapping[int, str]], actor: StaffUser | None, today: date) -> set[int]:
    """Put other cells into rows and check them again, with the rows they touch; returns those rows.

    The rest of the batch stays as it was checked.
    """
    kind = kind_of(batch.kind, batch.mapping)
    with transaction.atomic():
        clock.hand_over()
        locked = locked_in(batch, State.CHECKED)
        rows = [_mended_row(locked, line, said, actor) for line, said in sorted(cells.items())]
        lines = {*cells, *rows_beside(kind, locked, sorted(cells), today)}
        forget_rows(kind, locked, list(cells))
        stage(kind, locked, headers=locked.layout["headers"], given=[[row.line, row.cells] for row in rows])
        FaultyRow.objects.bulk_update(rows, ["cells", "mended_by", "mended_at"])
        lines |= set(rows_beside(kind, locked, sorted(lines), today))
        locked.faults.filter(line__in=lines).delete()
        look_for_faults(kind, locked, today, lines=sorted(lines))
        hold_back(kind, locked, parameters_of(locked, today, sorted(lines)))
        look_for_conflicts(kind, locked, today, lines=sorted(lines))
        count_outcomes(kind, locked, today, lines=sorted(lines))
        locked.error_file = None
        locked.save()
        keep_cells(locked, locked.faults.filter(line__in=lines).values_list("line", flat=True).distinct())
    return lines


def _mended_row(batch: ImportBatch, line: int, cells: Mapping[int, str], actor: StaffUser | None) -> FaultyRow:
    """The row with the cells that were typed, and none beyond the last column."""
    row = FaultyRow.objects.get(batch=batch, line=line)
    width = len(batch.layout["headers"])
    there = (row.cells + [""] * width)[:width]
    row.cells = [cells.get(place, cell) for place, cell in enumerate(there)]
    row.mended_by, row.mended_at = actor, clock.now()
    return row
