"""Whose words count where a workbook and the register both say something else than when the workbook was given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch, ImportConflict
from abonent.imports.operations import ROWS_TO_MEND, keep_cells, mend_rows

Choice = ImportConflict.Choice


def choose(*, conflict: ImportConflict, choice: Choice, actor: StaffUser | None, today: date) -> None:
    """Let the workbook's words count, or those of the register. May be chosen again until the import is committed."""
    _settle(conflict.batch, [conflict], choice, actor, today)


def choose_for_all(*, batch: ImportBatch, choice: Choice, actor: StaffUser | None, today: date) -> int:
    """The same choice for the conflicts in which nobody has chosen yet, as many as are shown to be mended; returns how many."""
    waiting = list(batch.conflicts.filter(choice="").order_by("line", "field")[:ROWS_TO_MEND])
    if waiting:
        _settle(batch, waiting, choice, actor, today)
    return len(waiting)


def _settle(batch: ImportBatch, conflicts: Iterable[ImportConflict], choice: Choice, actor: StaffUser | None, today: date) -> None:
    """What counts goes into the cells of the row, which is then checked as any other that is mended."""
    cells: dict[int, dict[int, str]] = {}
    for conflict in conflicts:
        said = conflict.theirs if choice == Choice.THEIRS else conflict.mine
        cells.setdefault(conflict.line, {}).update(_in_places(batch, said))
    with transaction.atomic():
        keep_cells(batch, cells)
        batch.conflicts.filter(pk__in=[conflict.pk for conflict in conflicts]).update(choice=choice, chosen_by=actor)
        mend_rows(batch=batch, cells=cells, actor=actor, today=today)


def _in_places(batch: ImportBatch, said: Mapping[str, str]) -> dict[int, str]:
    return {batch.mapping[name]: value for name, value in said.items() if name in batch.mapping}
