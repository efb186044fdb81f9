"""The verbs of a source: keep it, load what it has now, by hand or when its time has come. What lies in a folder is read in `dropped`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Field

from abonent.access.models import StaffUser
from abonent.imports.drops import opened_folder
from abonent.imports.external import CannotLoad, Question, address_of, demand_a_question, write_answer
from abonent.imports.fetching import Asked, demand_address, origin_of, write_rows
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations import take_file
from abonent.imports.refusals import CannotImport
from abonent.imports.secrets import opened, sealed
from abonent.kit import clock
from abonent.kit.files import store_stream
from abonent.runs.operations import present_standstill, record_act

State = ImportBatch.State
Way = ImportSource.Way
WAITING_OR_CHECKING = (State.UPLOADED, State.CHECKING, State.CHECKED, State.COMMITTING)
DESCRIBED = (
    "name", "kind", "address", "query", "header", "secret", "rows_at", "next_at", "folder", "most_rows", "when_vanished", "at", "weekdays", "most_changes", "most_errors",
)  # fmt: skip


def keep_source(*, source: ImportSource, address: str, said: Mapping[str, Any], actor: StaffUser | None, secret: str = "") -> ImportSource:
    """Keep a source as it is described; without an address or a secret those that it has stay. Refused if it could not be asked.

    A secret is never sent to another host than the one it was typed for.
    """
    before = _described(ImportSource.objects.get(pk=source.pk)) if source.pk else None
    for name, value in said.items():
        setattr(source, name, value)
    if address:
        if source.way == Way.ADDRESS and source.secret and origin_of(address.strip()) != origin_of(opened(source.address) or ""):
            source.secret = ""
        source.address = sealed(address.strip())
    if secret:
        if not (secret.isascii() and secret.isprintable()):
            raise CannotLoad("address.secret_unreadable")
        source.secret = sealed(secret.strip())
    _demand_usable(source)
    if source.pk is None:
        source.created_by = actor
        source.defaults = dict(source.defaults or kind_of(source.kind).usual(actor.company if actor else None))
    source.failure = None
    with transaction.atomic():
        clock.hand_over()
        source.save()
        inverse = {"verb": "put_back_import_source", "source": source.pk, "before": before}
        record_act(actor=actor, verb="keep_import_source", subject_kind="import_source", subject_ids=[source.pk], inverse=inverse)
    return source


def put_back_source(*, source: ImportSource, before: Mapping[str, Any] | None) -> None:
    """Let a source be as it was described before; one that was not there goes, unless something has come from it."""
    if before is None:
        if source.batches.exists() or source.dropped_files.exists():
            raise CannotLoad("source.in_use", source=source.name)
        source.delete()
        return
    for name, value in before.items():
        field = ImportSource._meta.get_field(name)
        assert isinstance(field, Field)
        setattr(source, name, field.to_python(value))
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError:
        raise CannotLoad("source.name_taken", source=source.name) from None


def _described(source: ImportSource) -> dict[str, Any]:
    """What a person has said of a source, as it can be put back; its address stays sealed."""
    return {name: value.isoformat() if isinstance(value := getattr(source, name), time) else value for name in DESCRIBED}


def _demand_usable(source: ImportSource) -> None:
    """Refuse a source that could not be asked, or whose folder could not be worked in."""
    if source.way == Way.FOLDER:
        with opened_folder(source.folder):
            return
    if source.way == Way.ADDRESS:
        demand_address(address_kept(source))
        return
    demand_a_question(source.query, address_of(address_kept(source)))


def address_kept(source: ImportSource) -> str:
    """The address of a source; refused if another installation has sealed it."""
    return _opened(source.address)


def _opened(kept: str) -> str:
    said = opened(kept)
    if said is None:
        raise CannotLoad("source.address_sealed")
    return said


def load_source(*, source: ImportSource, actor: StaffUser | None) -> ImportBatch:
    """Ask a source for all it has now; the answer is a file like any other, and is checked and committed like one.

    A practice copy asks none.
    """
    if settings.PRACTICE_OF:
        raise CannotLoad("source.practice")
    with TemporaryFile() as answer:
        if source.way == Way.ADDRESS:
            write_rows(_asked(source), answer)
        else:
            write_answer(Question(address_kept(source), source.query, source.most_rows), answer)
        answer.seek(0)
        file = store_stream(name=f"{source.name}.csv", media_type="text/csv", stream=answer, owner="import_batch")
    return take_file(kind=source.kind, file=file, source=source.name, actor=actor, defaults=source.defaults, loaded_from=source)


def _asked(source: ImportSource) -> Asked:
    """What is asked of an address on the web."""
    secret = _opened(source.secret) if source.secret else ""
    return Asked(address_kept(source), source.header, secret, source.rows_at, source.next_at, source.most_rows)


def may_commit_itself(batch: ImportBatch) -> bool:
    """Whether what a schedule has loaded may be committed by nobody: all is right, and it is no more than was allowed."""
    source = batch.loaded_from
    if source is None or source.most_changes is None or batch.state != State.CHECKED or present_standstill():
        return False
    if source.way == Way.FOLDER and source.batches.filter(pk__lt=batch.pk, state__in=WAITING_OR_CHECKING).exists():
        # What an earlier file says must not come in after this one.
        return False
    return batch.error_count <= source.most_errors and batch.ready_count <= source.most_changes


def write_down_failure(*, source: ImportSource, refusal: CannotLoad | CannotImport) -> None:
    """Keep why a load failed, to be read on the page of the source."""
    failure = {"code": refusal.code, "parameters": {name: str(value) for name, value in refusal.parameters.items()}}
    ImportSource.objects.filter(pk=source.pk).update(failure=failure)


def take_due_sources() -> list[tuple[ImportSource, date]]:
    """The sources whose time has come today, with the day: a folder at each asking, others once, however often and by how many it is asked."""
    if present_standstill():
        return []
    with transaction.atomic():
        asked = ImportSource.objects.exclude(way=Way.FOLDER).exclude(at=None) | ImportSource.objects.filter(way=Way.FOLDER)
        waiting = asked.select_for_update(skip_locked=True).order_by("pk")
        due = [(source, day) for source in waiting if (day := _due_day(source))]
        for source, day in due:
            ImportSource.objects.filter(pk=source.pk).update(loaded_on=day)
    return due


def _due_day(source: ImportSource) -> date | None:
    today = clock.today(source.zone)
    if not source.weekdays & 1 << today.weekday() or (source.loaded_on == today and source.way != Way.FOLDER):
        return None
    return today if source.at is None or clock.moment(today, source.at, source.zone) <= clock.now() else None
