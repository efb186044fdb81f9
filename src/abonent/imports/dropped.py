"""The verbs of a folder that is watched: notice what lies there, take what is whole, put away what was read with a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.models import StaffUser
from abonent.imports.drops import (
    DONE,
    ERRORS,
    FAILED,
    MOST_MB,
    REPORT,
    Found,
    files_in,
    is_unchanged,
    opened_file,
    opened_folder,
    put_away,
    throw_away,
    write_beside,
)
from abonent.imports.external import CannotLoad
from abonent.imports.kinds import kind_of
from abonent.imports.models import DroppedFile, ImportBatch, ImportSource
from abonent.imports.operations import fault_words, take_file
from abonent.imports.reading.limits import MEGABYTE
from abonent.imports.refusals import CannotImport
from abonent.kit import clock
from abonent.kit.files import forget, read_stored, store_stream
from abonent.kit.models import StoredFile

# A file is whole when it stayed as it was for this long between two looks.
SECONDS_TO_SETTLE = 10
_FAULTS_SAID = 50
State = ImportBatch.State


@dataclass(frozen=True)
class Whole:
    """A file that is whole: what is kept of it, and how it lies in the folder."""

    dropped: DroppedFile
    found: Found


def look(*, source: ImportSource, folder: int) -> list[Whole]:
    """Notice what lies in the folder of a source; returns what has not changed since an earlier look, the oldest first."""
    there = {found.shown: found for found in reversed(files_in(folder))}
    waiting = {one.name: one for one in source.dropped_files.filter(moved_to="")}
    source.dropped_files.filter(moved_to="").exclude(name__in=there).delete()
    whole, now = [], clock.now()
    for found in sorted(there.values(), key=lambda one: (one.changed_ns, one.shown)):
        known = waiting.get(found.shown)
        if known is None or (known.size, known.changed_ns) != (found.size, found.changed_ns):
            _notice(source, found, now)
        elif now - known.seen_at >= timedelta(seconds=SECONDS_TO_SETTLE):
            whole.append(Whole(known, found))
    return whole


def is_anything_in(source: ImportSource) -> bool:
    """Whether there is something to look at, be it that the folder cannot be looked into."""
    try:
        with opened_folder(source.folder) as folder:
            return bool(files_in(folder)) or source.dropped_files.filter(moved_to="").exists()
    except CannotLoad:
        return True


def take_dropped(*, source: ImportSource, whole: Whole, folder: int, actor: StaffUser | None) -> ImportBatch | None:
    """Make an import of a file. None if there is nothing to check: it was read before, cannot be read, or changes this moment."""
    dropped, found = whole.dropped, whole.found
    try:
        if found.trouble:
            raise CannotImport(found.trouble, file=found.shown, megabytes=found.size // MEGABYTE, most=MOST_MB)
        file = _content(folder, found)
        if file is None:
            return None
        dropped.sha256 = file.sha256
        if earlier := _read_before(source, dropped):
            forget(file)
            dropped.batch = earlier.batch
            finish(whole=whole, folder=folder, into=DONE, report=[found.shown, _said_before(earlier)])
            return None
        dropped.batch = take_file(
            kind=source.kind, file=file, source=source.name, actor=actor, defaults=source.defaults, loaded_from=source
        )
    except CannotImport as refusal:
        refuse_dropped(whole=whole, folder=folder, refusal=refusal)
        raise
    dropped.save()
    return dropped.batch


def refuse_dropped(*, whole: Whole, folder: int, refusal: CannotImport) -> None:
    """Put a file that cannot be read among the failed ones, and say why beside it."""
    whole.dropped.failure = {"code": refusal.code, "parameters": {name: str(value) for name, value in refusal.parameters.items()}}
    finish(whole=whole, folder=folder, into=FAILED, report=[whole.found.shown, str(refusal)])


def finish_read(*, whole: Whole, folder: int, batch: ImportBatch) -> None:
    """Put a file that became an import among the read ones, with what came of it and the rows with errors."""
    errors = read_stored(batch.error_file) if batch.error_file else b""
    finish(whole=whole, folder=folder, into=DONE, report=_said(whole.found, batch), errors=errors)


def finish(*, whole: Whole, folder: int, into: str, report: Iterable[str], errors: bytes = b"") -> None:
    """Move a file that was read, and write its report beside it."""
    dropped = whole.dropped
    dropped.read_at = clock.now()
    called = f"{dropped.read_at:%Y%m%d-%H%M%S}-{dropped.pk}-{whole.found.shown}"
    put_away(folder, whole.found, into=into, called=called)
    dropped.moved_to = f"{into}/{called}"
    dropped.save()
    write_beside(folder, dropped.moved_to + REPORT, "\n".join([*report, ""]).encode())
    if errors:
        write_beside(folder, dropped.moved_to + ERRORS, errors)


def throw_away_read_files(*, files: Iterable[DroppedFile]) -> None:
    """Delete files that were read and what was written beside them; that they came stays written down."""
    for dropped in files:
        throw_away(dropped.source.folder, dropped.moved_to)


def _notice(source: ImportSource, found: Found, now: datetime) -> None:
    said = {"size": found.size, "changed_ns": found.changed_ns, "seen_at": now}
    DroppedFile.objects.update_or_create(source=source, name=found.shown, moved_to="", defaults=said)


def _content(folder: int, found: Found) -> StoredFile | None:
    """The file, kept; None if somebody writes to it at this moment."""
    with opened_file(folder, found) as stream:
        if stream is None:
            return None
        file = store_stream(name=found.shown, media_type="", stream=stream, owner="import_batch")
        if is_unchanged(stream, found):
            return file
    forget(file)
    return None


def _read_before(source: ImportSource, dropped: DroppedFile) -> DroppedFile | None:
    """The file of the same content that became an import of this source before, and still is one."""
    same = source.dropped_files.filter(sha256=dropped.sha256, batch__isnull=False).exclude(pk=dropped.pk)
    return same.exclude(batch__state__in=[State.REFUSED, State.UNDONE, State.LEFT]).select_related("batch").order_by("pk").first()


def _said_before(earlier: DroppedFile) -> str:
    assert earlier.batch is not None
    return _("The same content was read before, as import %(number)s. Nothing is done.") % {"number": earlier.batch.pk}


def _said(found: Found, batch: ImportBatch) -> Iterable[str]:
    """What came of a file, a sentence a line."""
    yield found.shown
    yield _("Import %(number)s: %(state)s.") % {"number": batch.pk, "state": batch.get_state_display()}
    if batch.state == State.UPLOADED:
        yield _("It waits for a person to say which column is what.")
        return
    if batch.state == State.CHECKED:
        yield _("It waits for a person to look at it and commit it.")
    yield _("New %(new)s, changed %(changed)s, the same %(same)s.") % {
        "new": batch.new_count, "changed": batch.changed_count, "same": batch.same_count,
    }  # fmt: skip
    if batch.error_count:
        yield ngettext("%(count)s row has errors.", "%(count)s rows have errors.", batch.error_count) % {"count": batch.error_count}
    sentences = kind_of(batch.kind, batch.mapping).sentences
    for fault in batch.faults.order_by("line", "id")[:_FAULTS_SAID]:
        yield _("Row %(line)s: %(wrong)s") % {"line": fault.line, "wrong": fault_words(batch, fault, sentences)}
