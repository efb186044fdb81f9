"""What a check finds in staged rows: faults, conflicts, and how many are new, changed and the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from abonent.imports.kinds import ImportKind
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations.steps import parameters_of, run_step
from abonent.kit import statements


def look_for_faults(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    """Write down what the checks of the kind find wrong, in all rows or in some."""
    for check in kind.checks:
        statements.run("imports/record_faults", source=check, **parameters_of(batch, today, lines))


def look_for_conflicts(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    """Note what a workbook and the register both say otherwise than when it was given out; what was chosen stays chosen."""
    if not (batch.given_out and kind.conflicts):
        return
    named = parameters_of(batch, today, lines)
    statements.run("imports/forget_settled_conflicts", source=kind.conflicts, **named)
    statements.run("imports/record_conflicts", source=kind.conflicts, **named)


def count_outcomes(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    """Decide what each row without a fault would be, or only some of them, and count them all."""
    for step in kind.match:
        if lines is None or not step.statement.startswith("ANALYZE "):
            run_step(step, batch, today, lines)
    undecided = batch.conflicts.filter(choice="")
    batch.conflict_count = undecided.values("line").distinct().count()
    if kind.vanished and says_all_there_is(batch):
        batch.vanished_count = statements.run(kind.vanished, **parameters_of(batch, today))
    elif not batch.given_out:
        batch.vanished_count = 0
    counts = statements.row(kind.outcomes, **parameters_of(batch, today))
    batch.new_count, batch.changed_count, batch.same_count = counts.new, counts.changed, counts.same
    batch.error_count = batch.faults.values("line").distinct().count()


def says_all_there_is(batch: ImportBatch) -> bool:
    """Whether a row that is not in it is missing, and not merely in another file."""
    return batch.is_whole or (batch.loaded_from is not None and batch.loaded_from.when_vanished != ImportSource.WhenVanished.PARTIAL)


def rows_beside(kind: ImportKind, batch: ImportBatch, lines: Sequence[int], today: date) -> list[int]:
    """The rows that share with these what must not be shared."""
    if not kind.beside:
        return []
    return [row.line for row in statements.rows(kind.beside, **parameters_of(batch, today, lines))]
