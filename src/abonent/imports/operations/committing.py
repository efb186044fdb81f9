"""Commit a checked file: its rows without faults go into the register, all or none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.kinds import ImportKind, kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations.findings import count_outcomes, look_for_conflicts
from abonent.imports.operations.staging import clear, demand_staged
from abonent.imports.operations.steps import enter, locked_in, parameters_of, run_step
from abonent.imports.refusals import CannotImport
from abonent.kit import clock, statements
from abonent.kit.models import ClockNow
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

State = ImportBatch.State
# What a caller who wants to show progress is told: the step that begins, its place, and of how many.
Progress = Callable[[Any, int, int], None]
DAYS_TO_UNDO = 30


def commit_batch(*, batch: ImportBatch, actor: StaffUser | None, today: date, progress: Progress | None = None) -> ImportBatch:
    """Write the rows without faults into the register, all or none; a batch that is committed stays as it is."""
    kind = kind_of(batch.kind, batch.mapping)
    with transaction.atomic():
        clock.hand_over()
        batch = locked_in(batch, State.CHECKED, State.COMMITTING)
        demand_staged(kind, batch)
        enter(batch)
        look_for_conflicts(kind, batch, today)
        count_outcomes(kind, batch, today)
        if not batch.new_count + batch.changed_count + batch.same_count + batch.vanished_count:
            raise CannotImport("import.nothing_to_do")
        _take(kind, batch, actor, today)
        if kind.kept_before:
            statements.run("imports/keep_before_values", source=kind.kept_before, **parameters_of(batch, today))
        for place, step in enumerate(kind.promote, start=1):
            if progress:
                progress(step.label, place, len(kind.promote))
            run_step(step, batch, today)
        _mark_vanished(kind, batch, today)
        clear(kind, batch, faults=False)
        batch.state, batch.committed_by = State.COMMITTED, actor
        batch.save()
        # The database's clock, by which history is dated: what is edited later was edited since.
        ImportBatch.objects.filter(pk=batch.pk).update(committed_at=ClockNow())
        batch.refresh_from_db(fields=["committed_at"])
        _record(kind, batch, actor)
    return batch


def _take(kind: ImportKind, batch: ImportBatch, actor: StaffUser | None, today: date) -> None:
    """Let the register make of the rows what no statement can; a refusal of its own refuses the file."""
    if kind.take is None:
        return
    try:
        kind.take(batch=batch, actor=actor, today=today)
    except Refusal as refusal:
        raise CannotImport("import.refused", why=str(refusal)) from refusal


def _mark_vanished(kind: ImportKind, batch: ImportBatch, today: date) -> None:
    """Mark what the source no longer has, if it is to be marked; what has come back loses its mark."""
    source = batch.loaded_from
    if source is None or not kind.vanished:
        return
    named = {**parameters_of(batch, today), "loaded_from": source.pk}
    if source.when_vanished == source.WhenVanished.MARK:
        statements.run("imports/note_vanished_rows", source=kind.vanished, **named)
    statements.run("imports/forget_returned_rows", source=kind.vanished, **named)


def _record(kind: ImportKind, batch: ImportBatch, actor: StaffUser | None) -> None:
    """The whole import is one act, which can be undone for a month where the kind says how."""
    inverse = {"verb": "undo_import", "batch": batch.pk} if kind.undo and batch.ready_count else None
    until = clock.now() + timedelta(days=DAYS_TO_UNDO)
    record_act(actor=actor, verb="import_rows", subject_kind="import_batch", subject_ids=[batch.pk], inverse=inverse, until=until)
