"""Large files are checked and committed by a worker; small ones at once, while the reader waits."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from abonent.access.models import StaffUser
from abonent.imports.dropped import (
    SECONDS_TO_SETTLE,
    Whole,
    finish_read,
    is_anything_in,
    look,
    refuse_dropped,
    take_dropped,
    throw_away_read_files,
)
from abonent.imports.drops import opened_folder
from abonent.imports.external import CannotLoad
from abonent.imports.models import DroppedFile, ImportBatch, ImportSource
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
from abonent.imports.sources import load_source, may_commit_itself, take_due_sources, write_down_failure
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

# About five thousand rows: read and checked in a second, written in two.
AT_ONCE_BYTES = 500_000
State = ImportBatch.State
# How long it is made up for if the nightly sweep did not run.
DAYS_TO_SWEEP = timedelta(days=60)


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
def check(batch_id: int, mapping: dict[str, int], heading: str, actor_id: int | None, today: str) -> None:
    """Check a batch and write its error file, headed in the language of whoever asked for it."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    try:
        batch = check_batch(batch=batch, mapping=mapping, actor=_actor(actor_id), today=date.fromisoformat(today))
        keep_faulty_rows(batch=batch)
        write_error_file(batch=batch, heading=heading)
    except CannotImport as refusal:
        refuse_batch(batch=batch, refusal=refusal)


@app.task(name="imports.commit")
def commit(batch_id: int, actor_id: int | None, today: str) -> None:
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


def load_soon(*, source: ImportSource, actor: StaffUser, today: date) -> None:
    """Have a worker ask a source: another system may take its time."""
    load.defer(source_id=source.pk, actor_id=actor.pk, today=today.isoformat(), heading=_("What is wrong"), alone=False)


@app.task(name="imports.load", lock="imports.load")
def load(source_id: int, actor_id: int | None, today: str, heading: str, alone: bool) -> None:
    """Ask a source and check what comes, if its columns are known; `alone`, it is committed too where that was allowed."""
    source = ImportSource.objects.get(pk=source_id)
    if source.way == ImportSource.Way.FOLDER:
        look_into(source_id=source_id, actor_id=actor_id, today=today)
        return
    try:
        batch = load_source(source=source, actor=_actor(actor_id))
    except (CannotLoad, CannotImport) as refusal:
        write_down_failure(source=source, refusal=refusal)
        return
    ImportSource.objects.filter(pk=source.pk).update(failure=None)
    _go_on(batch, actor_id=actor_id, today=today, heading=heading, alone=alone)


def _go_on(batch: ImportBatch, *, actor_id: int | None, today: str, heading: str, alone: bool) -> None:
    """Check what has come, if its columns are known, and commit it where it may be committed by nobody."""
    if not batch.maps_itself:
        return
    check(batch_id=batch.pk, mapping=batch.mapping, heading=heading, actor_id=actor_id, today=today)
    batch.refresh_from_db()
    if alone and may_commit_itself(batch):
        commit(batch_id=batch.pk, actor_id=actor_id, today=today)
        batch.refresh_from_db()


@app.task(name="imports.look_into", lock="imports.load")
def look_into(source_id: int, actor_id: int | None, today: str) -> None:
    """Read the files of a folder that are whole; what may still be written to is looked at again in a moment."""
    source, actor = ImportSource.objects.get(pk=source_id), _actor(actor_id)
    try:
        with opened_folder(source.folder) as folder, override(actor.language if actor else None):
            failures = [_read_dropped(source, whole, folder, actor, today) for whole in look(source=source, folder=folder)]
    except CannotLoad as refusal:
        write_down_failure(source=source, refusal=refusal)
        return
    refused = [refusal for refusal in failures if refusal]
    if refused:
        write_down_failure(source=source, refusal=refused[-1])
    elif failures:
        ImportSource.objects.filter(pk=source.pk).update(failure=None)
    if source.dropped_files.filter(moved_to="").exists():
        with suppress(AlreadyEnqueued), transaction.atomic():
            again = look_into.configure(schedule_in={"seconds": SECONDS_TO_SETTLE + 5}, queueing_lock=f"imports.look_into {source.pk}")
            again.defer(source_id=source.pk, actor_id=actor_id, today=today)


def _read_dropped(source: ImportSource, whole: Whole, folder: int, actor: StaffUser | None, today: str) -> CannotImport | None:
    """Take one file as far as it goes without a person, and put it away; returns why it was refused."""
    try:
        batch = take_dropped(source=source, whole=whole, folder=folder, actor=actor)
    except CannotImport as refusal:
        return refusal
    if batch is None:
        return None
    _go_on(batch, actor_id=actor.pk if actor else None, today=today, heading=_("What is wrong"), alone=True)
    if batch.state == State.REFUSED and batch.failure:
        refused = CannotImport(batch.failure["code"], **batch.failure["parameters"])
        refuse_dropped(whole=whole, folder=folder, refusal=refused)
        return refused
    finish_read(whole=whole, folder=folder, batch=batch)
    return None


@app.periodic(cron="*/5 * * * *", periodic_id="imports.load_due")
@app.task(name="imports.load_due", queueing_lock="imports.load_due")
def load_due(timestamp: int) -> None:
    """Ask each source whose time has come."""
    for source, day in take_due_sources():
        if source.way == ImportSource.Way.FOLDER and not is_anything_in(source):
            continue
        load.defer(source_id=source.pk, actor_id=source.created_by_id, today=day.isoformat(), heading=_("What is wrong"), alone=True)


@app.periodic(cron="20 3 * * *", periodic_id="imports.forget_stale")
@app.task(name="imports.forget_stale", queueing_lock="imports.forget_stale")
def forget_stale(timestamp: int) -> None:
    """Once a night: rows staged for a month are waited for by nobody, older imports can no longer be undone, read files are deleted."""
    before = clock.now() - timedelta(days=DAYS_TO_UNDO)
    forget_stale_rows(before=before)
    throw_away_read_files(
        files=DroppedFile.objects.filter(read_at__lt=before, read_at__gte=before - DAYS_TO_SWEEP).select_related("source")
    )


def _actor(actor_id: int | None) -> StaffUser | None:
    return StaffUser.objects.filter(pk=actor_id).first() if actor_id else None
