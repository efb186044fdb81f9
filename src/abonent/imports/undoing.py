"""Take an import back: what it brought goes, what it changed says again what it said before."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.kinds import ImportKind, kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import analyse, enter, locked_batch, parameters_of, run_step
from abonent.imports.refusals import CannotImport
from abonent.imports.uses import keep_named_rows
from abonent.kit import clock, statements

State = ImportBatch.State


def undo_import(*, batch: ImportBatch, actor: StaffUser | None, today: date) -> ImportBatch:
    """Undo what a committed import did; rows that were used since stay as they are, and say why."""
    kind = kind_of(batch.kind)
    if actor is not None and not actor.may(kind.permission):
        raise PermissionDenied
    with transaction.atomic():
        clock.hand_over()
        batch = locked_batch(batch, State.COMMITTED, State.UNDOING, refusal="import.not_committed")
        enter(batch)
        # What was counted when other imports stood there says that this one has hardly a row: each would look through whole tables.
        analyse("imported_row")
        statements.run(kind.locks, **parameters_of(batch, today))
        _keep_used_rows(kind, batch, today)
        batch.kept_count = batch.imported_rows.filter(kept__isnull=False).count()
        if not batch.imported_rows.filter(kept__isnull=True).exists():
            raise CannotImport("import.all_used")
        for step in kind.undo:
            run_step(step, batch, today)
        statements.run("imports/forget_undone_rows", batch=batch.pk)
        batch.state, batch.undone_by, batch.undone_at = State.UNDONE, actor, clock.now()
        batch.save()
    return batch


def _keep_used_rows(kind: ImportKind, batch: ImportBatch, today: date) -> None:
    for use in kind.uses:
        statements.run("imports/keep_used_rows", source=use, **parameters_of(batch, today))
    keep_named_rows(kind, batch=batch.pk)
