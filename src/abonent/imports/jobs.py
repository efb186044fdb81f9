"""Large files are checked and committed by a worker; small ones at once, while the reader waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from abonent.access.models import StaffUser
from abonent.imports.models import ImportBatch
from abonent.imports.operations import (
    DAYS_TO_UNDO,
    check_batch,
    commit_batch,
    forget_stale_rows,
    keep_faulty_rows,
    refuse_batch,
    write_error_file,
)
from abonent.imports.refusals import CannotImport
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

# About two thousand rows: read and checked in a second.
AT_ONCE_BYTES = 250_000
State = ImportBatch.State


def check_soon(*, batch: ImportBatch, mapping: Mapping[str, int], heading: str, actor: StaffUser, today: date) -> None:
    """Check now if the file is small, else have a worker do it. A refusal stands on the batch."""
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(state=State.CHECKING, mapping=dict(mapping))
        if batch.file.size > AT_ONCE_BYTES:
            check.defer(batch_id=batch.pk, mapping=dict(mapping), heading=heading, actor_id=actor.pk, today=today.isoformat())
            return
    check(batch_id=batch.pk, mapping=dict(mapping), heading=heading, actor_id=actor.pk, today=today.isoformat())


def commit_soon(*, batch: ImportBatch, actor: StaffUser, today: date) -> None:
    """Commit now if the file is small, else have a worker do it."""
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk, state=State.CHECKED).update(state=State.COMMITTING)
        if batch.file.size > AT_ONCE_BYTES:
            commit.defer(batch_id=batch.pk, actor_id=actor.pk, today=today.isoformat())
            return
    commit(batch_id=batch.pk, actor_id=actor.pk, today=today.isoformat())


@app.task(name="imports.check")
def check(batch_id: int, mapping: dict[str, int], heading: str, actor_id: int, today: str) -> None:
    """Check a batch and write its error file, headed in the language of whoever asked for it."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    try:
        batch = check_batch(batch=batch, mapping=mapping, actor=_actor(actor_id), today=date.fromisoformat(today))
        keep_faulty_rows(batch=batch)
        write_error_file(batch=batch, heading=heading)
    except CannotImport as refusal:
        refuse_batch(batch=batch, refusal=refusal)


@app.task(name="imports.commit")
def commit(batch_id: int, actor_id: int, today: str) -> None:
    """Commit a batch; one that is committed already stays as it is."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    if batch.state == State.COMMITTED:
        return
    try:
        commit_batch(batch=batch, actor=_actor(actor_id), today=date.fromisoformat(today))
    except CannotImport as refusal:
        refuse_batch(batch=batch, refusal=refusal)


def undo_soon(*, act: Act, batch: ImportBatch, actor: StaffUser, today: date) -> None:
    """Undo a small import now, else have a worker do it. A refusal of a small one rises."""
    if batch.file.size <= AT_ONCE_BYTES:
        undo_act(act=act, actor=actor, today=today)
        return
    with transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk, state=State.COMMITTED).update(state=State.UNDOING)
        undo.defer(act_id=act.pk, batch_id=batch.pk, actor_id=actor.pk, today=today.isoformat())


@app.task(name="imports.undo")
def undo(act_id: int, batch_id: int, actor_id: int, today: str) -> None:
    """Undo an import; one that is refused is committed as before, and says why."""
    try:
        undo_act(act=Act.objects.get(pk=act_id), actor=_actor(actor_id), today=date.fromisoformat(today))
    except Refusal as refusal:
        refuse_batch(batch=ImportBatch(pk=batch_id), refusal=refusal, state=State.COMMITTED)


@app.periodic(cron="20 3 * * *", periodic_id="imports.forget_stale")
@app.task(name="imports.forget_stale", queueing_lock="imports.forget_stale")
def forget_stale(timestamp: int) -> None:
    """Once a night: rows staged for a month are waited for by nobody, and older imports can no longer be undone."""
    forget_stale_rows(before=clock.now() - timedelta(days=DAYS_TO_UNDO))


def _actor(actor_id: int) -> StaffUser | None:
    return StaffUser.objects.filter(pk=actor_id).first()
