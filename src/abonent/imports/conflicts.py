"""Whose words count where a workbook and the register both say something else than when the workbook was given out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch, ImportConflict
from abonent.imports.operations import ROWS_TO_MEND, keep_cells, mend_rows
from abonent.imports.refusals import CannotImport
from abonent.runs.operations import record_act

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


def _settle(batch: ImportBatch, conflicts: Sequence[ImportConflict], choice: Choice, actor: StaffUser | None, today: date) -> None:
    """What counts goes into the cells of the row, which is then checked as any other that is mended."""
    with transaction.atomic():
        before = [[conflict.line, conflict.field, conflict.choice] for conflict in conflicts]
        _put(batch, [(conflict, choice) for conflict in conflicts], actor, today)
        inverse = {"verb": "unsettle_import_conflicts", "batch": batch.pk, "before": before}
        record_act(actor=actor, verb="settle_import_conflicts", subject_kind="import_batch", subject_ids=[batch.pk], inverse=inverse)


def unsettle(*, batch: ImportBatch, before: Iterable[Sequence[Any]], actor: StaffUser | None, today: date) -> None:
    """Let conflicts, by row and field, be chosen as they were before; where nobody had chosen they wait again."""
    if batch.state != ImportBatch.State.CHECKED:
        raise CannotImport("import.past_choosing", state=batch.get_state_display())
    former = {(line, field): choice for line, field, choice in before}
    there = [conflict for conflict in batch.conflicts.order_by("line", "field") if (conflict.line, conflict.field) in former]
    if there:
        with transaction.atomic():
            _put(batch, [(conflict, former[conflict.line, conflict.field]) for conflict in there], actor, today)


def _put(batch: ImportBatch, choices: Sequence[tuple[ImportConflict, str]], actor: StaffUser | None, today: date) -> None:
    """Write down what counts in each conflict, and check the rows; while nothing is chosen a row says what the workbook says."""
    cells: dict[int, dict[int, str]] = {}
    for conflict, choice in choices:
        said = conflict.theirs if choice == Choice.THEIRS else conflict.mine
        cells.setdefault(conflict.line, {}).update(_in_places(batch, said))
        conflict.choice, conflict.chosen_by = choice, actor if choice else None
    keep_cells(batch, cells)
    ImportConflict.objects.bulk_update([conflict for conflict, _choice in choices], ["choice", "chosen_by"])
    mend_rows(batch=batch, cells=cells, actor=actor, today=today)


def _in_places(batch: ImportBatch, said: Mapping[str, str]) -> dict[int, str]:
    return {batch.mapping[name]: value for name, value in said.items() if name in batch.mapping}
