"""Check a file: stage its rows, find their faults, count. Writes nothing of the register, and may be done again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports import child
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import demand_needed, remember_mapping
from abonent.imports.models import FaultyRow, ImportBatch
from abonent.imports.operations.findings import count_outcomes, look_for_conflicts, look_for_faults
from abonent.imports.operations.staging import clear, layout_of, mended_cells, stage
from abonent.imports.operations.steps import analyse, locked_in, parameters_of
from abonent.imports.precedence import hold_back
from abonent.kit import clock, statements

State = ImportBatch.State
# More than anybody mends by hand; the others are mended in the error file.
ROWS_TO_MEND = 500


def check_batch(*, batch: ImportBatch, mapping: Mapping[str, int], actor: StaffUser | None, today: date) -> ImportBatch:
    """Stage the rows, find their faults, count what would be new, changed and the same. May be done again."""
    kind = kind_of(batch.kind, mapping)
    demand_needed(kind, batch.layout["headers"], mapping, file_name=batch.file.name)
    if not batch.given_out:
        remember_mapping(kind, batch.layout["headers"], mapping, source=batch.source)
    with transaction.atomic():
        clock.hand_over()
        batch = locked_in(batch, State.UPLOADED, State.CHECKING, State.CHECKED, State.REFUSED)
        batch.mapping, batch.failure, batch.error_file = dict(mapping), None, None
        clear(kind, batch)
        statements.run("imports/announce_import", batch=batch.pk)
        said = stage(kind, batch, mended=mended_cells(batch))
        batch.row_count = said.pop("rows")
        if batch.given_out:
            batch.layout["returned"], batch.vanished_count = said, said["missing"]
        analyse(kind.table)
        look_for_faults(kind, batch, today)
        batch.layout["held_back"] = hold_back(kind, batch, parameters_of(batch, today))
        look_for_conflicts(kind, batch, today)
        count_outcomes(kind, batch, today)
        batch.state = State.CHECKED
        batch.save()
    return batch


def keep_faulty_rows(*, batch: ImportBatch) -> None:
    """Keep the cells of the first faulty rows, to be shown and mended; rows that were mended before keep what was typed."""
    FaultyRow.objects.filter(batch=batch, mended_at=None).delete()
    keep_cells(batch, batch.faults.order_by("line").values_list("line", flat=True).distinct()[:ROWS_TO_MEND])
    keep_cells(batch, batch.conflicts.order_by("line").values_list("line", flat=True).distinct()[:ROWS_TO_MEND])


def keep_cells(batch: ImportBatch, lines: Iterable[int]) -> None:
    """Keep the cells of rows whose cells are not kept yet."""
    kept = set(batch.faulty_rows.values_list("line", flat=True))
    wanted = [line for line in lines if line not in kept]
    rows = child.cells_of_rows(batch.file, layout_of(batch), wanted) if wanted else []
    FaultyRow.objects.bulk_create([FaultyRow(batch=batch, line=line, cells=cells) for line, cells in rows])
