"""What the verbs of an import share: the batch held still, its turn, the statements of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from psycopg import sql

from abonent.imports.kinds import Step
from abonent.imports.models import ImportBatch
from abonent.imports.refusals import CannotImport
from abonent.kit import statements

State = ImportBatch.State


def locked_batch(batch: ImportBatch, *states: State, refusal: str) -> ImportBatch:
    """The batch as it is now, held still; refused in any other state."""
    locked = ImportBatch.objects.select_for_update().select_related("file").get(pk=batch.pk)
    if locked.state not in states:
        raise CannotImport(refusal, state=locked.get_state_display())
    return locked


def locked_in(batch: ImportBatch, *states: State) -> ImportBatch:
    """The batch held still in one of the states that come before the commit."""
    return locked_batch(batch, *states, refusal="import.not_checked")


def enter(batch: ImportBatch) -> None:
    """Two files of one source take turns, and history keeps silent: the batch says what it did."""
    statements.run("imports/announce_import", batch=batch.pk)
    statements.run("imports/enter_import", turn=f"import {batch.kind} {batch.source}", batch=batch.pk)


def parameters_of(batch: ImportBatch, today: date, lines: Sequence[int] | None = None) -> dict[str, Any]:
    """What every statement of a kind may name."""
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "key_source": batch.source,
        "today": today,
        "lines": list(lines) if lines is not None else None,
    }


def run_step(step: Step, batch: ImportBatch, today: date, lines: Sequence[int] | None = None) -> None:
    """Run one step of a kind over a batch, or over some of its rows."""
    if step.statement.startswith("ANALYZE "):
        analyse(*step.statement.split()[1:])
    else:
        statements.run(step.statement, source=step.source, **parameters_of(batch, today, lines))


def analyse(*tables: str) -> None:
    """The planner must know how many rows have just come in; where another import counts a table at this moment, it is not waited for."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE (SKIP_LOCKED) {}").format(sql.Identifier(table)))
