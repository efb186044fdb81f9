"""The verbs of a source: keep it, load what it has now, by hand or when its time has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django.db import transaction

from abonent.access.models import StaffUser
from abonent.imports.external import CannotLoad, Question, address_of, demand_a_question, write_answer
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportSource
from abonent.imports.operations import take_file
from abonent.imports.refusals import CannotImport
from abonent.imports.secrets import opened, sealed
from abonent.kit import clock
from abonent.kit.files import store_stream
from abonent.runs.operations import present_standstill

State = ImportBatch.State


def keep_source(*, source: ImportSource, address: str, said: Mapping[str, Any], actor: StaffUser | None) -> ImportSource:
    """Keep a source as it is described; without an address the one that it has stays. Refused if it could not be asked."""
    for name, value in said.items():
        setattr(source, name, value)
    url = address_of(address or address_kept(source))
    demand_a_question(source.query, url)
    if address:
        source.address = sealed(address.strip())
    if source.pk is None:
        source.created_by = actor
        source.defaults = dict(source.defaults or kind_of(source.kind).usual(actor.company if actor else None))
    source.failure = None
    source.save()
    return source


def address_kept(source: ImportSource) -> str:
    """The address of a source; refused if another installation has sealed it."""
    address = opened(source.address)
    if address is None:
        raise CannotLoad("source.address_sealed")
    return address


def load_source(*, source: ImportSource, actor: StaffUser | None) -> ImportBatch:
    """Ask a source for all it has now; the answer is a file like any other, and is checked and committed like one."""
    question = Question(address_kept(source), source.query, source.most_rows)
    with TemporaryFile() as answer:
        write_answer(question, answer)
        answer.seek(0)
        file = store_stream(name=f"{source.name}.csv", media_type="text/csv", stream=answer, owner="import_batch")
    return take_file(kind=source.kind, file=file, source=source.name, actor=actor, defaults=source.defaults, loaded_from=source)


def may_commit_itself(batch: ImportBatch) -> bool:
    """Whether what a schedule has loaded may be committed by nobody: all is right, and it is no more than was allowed."""
    source = batch.loaded_from
    if source is None or source.most_changes is None or batch.state != State.CHECKED or present_standstill():
        return False
    return not batch.error_count and batch.ready_count <= source.most_changes


def write_down_failure(*, source: ImportSource, refusal: CannotLoad | CannotImport) -> None:
    """Keep why a load failed, to be read on the page of the source."""
    failure = {"code": refusal.code, "parameters": {name: str(value) for name, value in refusal.parameters.items()}}
    ImportSource.objects.filter(pk=source.pk).update(failure=failure)


def take_due_sources() -> list[tuple[ImportSource, date]]:
    """The sources whose time has come today, with the day; each once a day, however often and by how many this is asked."""
    if present_standstill():
        return []
    with transaction.atomic():
        waiting = ImportSource.objects.select_for_update(skip_locked=True).exclude(at=None).order_by("pk")
        due = [(source, day) for source in waiting if (day := _due_day(source))]
        for source, day in due:
            ImportSource.objects.filter(pk=source.pk).update(loaded_on=day)
    return due


def _due_day(source: ImportSource) -> date | None:
    today = clock.today(source.zone)
    if source.at is None or source.loaded_on == today or not source.weekdays & 1 << today.weekday():
        return None
    return today if clock.moment(today, source.at, source.zone) <= clock.now() else None
