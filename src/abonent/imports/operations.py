"""The verbs of an import: take a file, check it, commit it. The check writes nothing but counts and faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import chain
from tempfile import TemporaryFile
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from psycopg import sql

from abonent.access.models import StaffUser
from abonent.imports import child
from abonent.imports.kinds import ImportKind, Step, kind_of
from abonent.imports.mapping import demand_needed, guessed_mapping, remember_mapping
from abonent.imports.models import FaultyRow, ImportBatch, ImportConflict, ImportFault, ImportSource
from abonent.imports.precedence import hold_back
from abonent.imports.refusals import CannotImport, fault_sentence
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.models import ClockNow, StoredFile
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

State = ImportBatch.State
# What a caller who wants to show progress is told: the step that begins, its place, and of how many.
Progress = Callable[[Any, int, int], None]
# More than anybody mends by hand; the others are mended in the error file.
ROWS_TO_MEND = 500
DAYS_TO_UNDO = 30
# A file of which nobody has said yet whether it comes in.
WAITING = (State.UPLOADED, State.CHECKED, State.REFUSED)
# The source of rows that were given out as a workbook: their keys are those of the register itself.
WORKBOOK = "workbook"


def take_file(
    *,
    kind: str,
    file: StoredFile,
    source: str,
    actor: StaffUser | None,
    defaults: Mapping[str, str] | None = None,
    loaded_from: ImportSource | None = None,
) -> ImportBatch:
    """Look into a file and guess which column is what; refuses a file that is no table, and keeps nothing of it.

    A workbook that was given out says itself what it is.
    """
    try:
        found = child.look_into(file)
        given_out = _known_kind(found["given_out"], kind, file)
    except CannotImport:
        default_storage.delete(file.key)
        file.delete()
        raise
    if given_out:
        return _take_workbook(given_out, found, file, actor, defaults)
    guesses = guessed_mapping(kind_of(kind), found["headers"], source=source, sample=found["sample"])
    return ImportBatch.objects.create(
        kind=kind,
        source=source,
        file=file,
        layout={**found["layout"], "headers": found["headers"], "sample": found["sample"]},
        mapping={name: guess.place for name, guess in guesses.items()},
        sureness={name: guess.sureness for name, guess in guesses.items()},
        defaults=dict(defaults or {}),
        created_by=actor,
        loaded_from=loaded_from,
    )


def _known_kind(given_out: dict[str, Any] | None, kind: str, file: StoredFile) -> dict[str, Any] | None:
    """What a workbook says of itself; refused where it is of another kind of rows than those that are brought in."""
    if given_out and given_out["kind"] != kind:
        raise CannotImport("file.other_sheet", file=file.name, title=given_out.get("title", given_out["kind"]))
    return given_out


def _take_workbook(
    given_out: dict[str, Any], found: dict[str, Any], file: StoredFile, actor: StaffUser | None, defaults: Mapping[str, str] | None
) -> ImportBatch:
    """The batch of a workbook that comes back: each of its columns is what it was given out as, if it is still there."""
    places = {header: place for place, header in enumerate(found["headers"])}
    mapping = {name: places[header] for header, name in given_out["fields"].items() if name and header in places}
    return ImportBatch.objects.create(
        kind=given_out["kind"],
        source=WORKBOOK,
        file=file,
        layout={**found["layout"], "headers": found["headers"], "sample": found["sample"], "given_out": given_out},
        mapping=mapping,
        sureness=dict.fromkeys(mapping, "remembered"),
        defaults=dict(defaults or {}),
        created_by=actor,
    )


def check_batch(*, batch: ImportBatch, mapping: Mapping[str, int], actor: StaffUser | None, today: date) -> ImportBatch:
    """Stage the rows, find their faults, count what would be new, changed and the same. May be done again."""
    kind = kind_of(batch.kind, mapping)
    demand_needed(kind, batch.layout["headers"], mapping, file_name=batch.file.name)
    if not batch.given_out:
        remember_mapping(kind, batch.layout["headers"], mapping, source=batch.source)
    with transaction.atomic():
        clock.hand_over()
        batch = _locked(batch, State.UPLOADED, State.CHECKING, State.CHECKED, State.REFUSED)
        batch.mapping, batch.failure, batch.error_file = dict(mapping), None, None
        _clear(kind, batch)
        statements.run("imports/announce_import", batch=batch.pk)
        said = _stage(kind, batch, mended=_mended(batch))
        batch.row_count = said.pop("rows")
        if batch.given_out:
            batch.layout["returned"], batch.vanished_count = said, said["missing"]
        _analyse(kind.table)
        _look_for_faults(kind, batch, today)
        batch.layout["held_back"] = hold_back(kind, batch, parameters_of(batch, today))
        _look_for_conflicts(kind, batch, today)
        _count(kind, batch, today)
        batch.state = State.CHECKED
        batch.save()
    return batch


def keep_faulty_rows(*, batch: ImportBatch) -> None:
    """Keep the cells of the first faulty rows, to be shown and mended; rows that were mended before keep what was typed."""
    FaultyRow.objects.filter(batch=batch, mended_at=None).delete()
    keep_cells(batch, batch.faults.order_by("line").values_list("line", flat=True).distinct()[:ROWS_TO_MEND])
    keep_cells(batch, batch.conflicts.order_by("line").values_list("line", flat=True).distinct()[:ROWS_TO_MEND])


def mend_row(*, batch: ImportBatch, line: int, cells: Mapping[int, str], actor: StaffUser | None, today: date) -> set[int]:
    """Put other cells into a row, by the places of their columns, and check it again, with the rows it touches; returns those rows."""
    return mend_rows(batch=batch, cells={line: cells}, actor=actor, today=today)


def mend_rows(*, batch: ImportBatch, cells: Mapping[int, Mapping[int, str]], actor: StaffUser | None, today: date) -> set[int]:
    """Put other cells into rows and check them again, with the rows they touch; returns those rows.

    The rest of the batch stays as it was checked.
    """
    kind = kind_of(batch.kind, batch.mapping)
    with transaction.atomic():
        clock.hand_over()
        locked = _locked(batch, State.CHECKED)
        rows = [_mended_row(locked, line, said, actor) for line, said in sorted(cells.items())]
        lines = {*cells, *_beside(kind, locked, sorted(cells), today)}
        _forget_rows(kind, locked, list(cells))
        _stage(kind, locked, headers=locked.layout["headers"], given=[[row.line, row.cells] for row in rows])
        FaultyRow.objects.bulk_update(rows, ["cells", "mended_by", "mended_at"])
        lines |= set(_beside(kind, locked, sorted(lines), today))
        locked.faults.filter(line__in=lines).delete()
        _look_for_faults(kind, locked, today, lines=sorted(lines))
        hold_back(kind, locked, parameters_of(locked, today, sorted(lines)))
        _look_for_conflicts(kind, locked, today, lines=sorted(lines))
        _count(kind, locked, today, lines=sorted(lines))
        locked.error_file = None
        locked.save()
        keep_cells(locked, locked.faults.filter(line__in=lines).values_list("line", flat=True).distinct())
    return lines


def commit_batch(*, batch: ImportBatch, actor: StaffUser | None, today: date, progress: Progress | None = None) -> ImportBatch:
    """Write the rows without faults into the register, all or none; a batch that is committed stays as it is."""
    kind = kind_of(batch.kind, batch.mapping)
    with transaction.atomic():
        clock.hand_over()
        batch = _locked(batch, State.CHECKED, State.COMMITTING)
        _demand_staged(kind, batch)
        enter(batch)
        _look_for_conflicts(kind, batch, today)
        _count(kind, batch, today)
        if not batch.new_count + batch.changed_count + batch.same_count + batch.vanished_count:
            raise CannotImport("import.nothing_to_do")
        if kind.kept_before:
            statements.run("imports/keep_before_values", source=kind.kept_before, **parameters_of(batch, today))
        for place, step in enumerate(kind.promote, start=1):
            if progress:
                progress(step.label, place, len(kind.promote))
            run_step(step, batch, today)
        _mark_vanished(kind, batch, today)
        _clear(kind, batch, faults=False)
        batch.state, batch.committed_by = State.COMMITTED, actor
        batch.save()
        # The database's clock, by which history is dated: what is edited later was edited since.
        ImportBatch.objects.filter(pk=batch.pk).update(committed_at=ClockNow())
        batch.refresh_from_db(fields=["committed_at"])
        _record(kind, batch, actor)
    return batch


def refuse_batch(*, batch: ImportBatch, refusal: Refusal, state: State = State.REFUSED) -> None:
    """Write down why a file, or the undoing of an import, was refused."""
    failure = {"code": refusal.code, "parameters": {name: str(value) for name, value in refusal.parameters.items()}}
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, failure=failure)


def leave_batch(*, batch: ImportBatch, actor: StaffUser | None) -> ImportBatch:
    """Do not bring in a file that waits for somebody: what is staged of it goes, the file stays as long as any other."""
    with transaction.atomic():
        clock.hand_over()
        batch = locked_batch(batch, *WAITING, refusal="import.not_waiting")
        _clear(kind_of(batch.kind), batch)
        batch.state = State.LEFT
        batch.save(update_fields=["state"])
        inverse = {"verb": "take_up_import", "batch": batch.pk}
        record_act(actor=actor, verb="leave_import", subject_kind="import_batch", subject_ids=[batch.pk], inverse=inverse)
    return batch


def take_up_batch(*, batch: ImportBatch) -> None:
    """Let a file that was left out wait again, to be checked anew."""
    ImportBatch.objects.filter(pk=batch.pk, state=State.LEFT).update(state=State.UPLOADED)


def forget_stale_rows(*, before: datetime) -> int:
    """Delete what is staged for batches that nobody has committed since, and what older ones could be undone by.

    The batches themselves stay, and those that are not committed can be checked again.
    """
    stale = ImportBatch.objects.filter(state__in=[State.CHECKED, State.CHECKING, State.REFUSED], created_at__lt=before)
    for batch in stale:
        _clear(kind_of(batch.kind), batch)
    FaultyRow.objects.filter(batch__created_at__lt=before).delete()
    ImportConflict.objects.filter(batch__created_at__lt=before).delete()
    statements.run("imports/forget_old_rows", before=before)
    return stale.update(state=State.UPLOADED)


def write_error_file(*, batch: ImportBatch, heading: str) -> StoredFile | None:
    """The rows with faults as a file like the one that came, with the reasons in a last column headed `heading`."""
    if not batch.error_count:
        return None
    with TemporaryFile() as out:
        child.write_faulty_rows(batch.file, {"layout": _layout(batch), "mended": _mended(batch)}, _reasons(batch, heading), out)
        out.seek(0)
        stem = batch.file.name.rpartition(".")[0] or batch.file.name
        file = store(name=f"{stem}-errors.csv", media_type="text/csv", content=out.read(), owner="import_batch")
    ImportBatch.objects.filter(pk=batch.pk).update(error_file=file)
    batch.error_file = file
    return file


def _stage(kind: ImportKind, batch: ImportBatch, **what: Any) -> dict[str, Any]:
    """Stage the rows of the file, some of them as they were mended, or the rows given instead; returns what the reader says of them."""
    columns = ["batch_id", "line", *kind.columns, *kind.gathered, "faults"]
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(kind.table), sql.SQL(", ").join(map(sql.Identifier, columns)))
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        return child.copy_rows(batch.file, _job(kind, batch, **what), copy)


def keep_cells(batch: ImportBatch, lines: Iterable[int]) -> None:
    """Keep the cells of rows whose cells are not kept yet."""
    kept = set(batch.faulty_rows.values_list("line", flat=True))
    wanted = [line for line in lines if line not in kept]
    rows = child.cells_of_rows(batch.file, _layout(batch), wanted) if wanted else []
    FaultyRow.objects.bulk_create([FaultyRow(batch=batch, line=line, cells=cells) for line, cells in rows])


def says_all_there_is(batch: ImportBatch) -> bool:
    """Whether a row that is not in it is missing, and not merely in another file."""
    return batch.loaded_from is not None and batch.loaded_from.when_vanished != ImportSource.WhenVanished.PARTIAL


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


def _mended(batch: ImportBatch) -> dict[int, list[str]]:
    return dict(FaultyRow.objects.filter(batch=batch).exclude(mended_at=None).values_list("line", "cells"))


def _mended_row(batch: ImportBatch, line: int, cells: Mapping[int, str], actor: StaffUser | None) -> FaultyRow:
    """The row with the cells that were typed, and none beyond the last column."""
    row = FaultyRow.objects.get(batch=batch, line=line)
    width = len(batch.layout["headers"])
    there = (row.cells + [""] * width)[:width]
    row.cells = [cells.get(place, cell) for place, cell in enumerate(there)]
    row.mended_by, row.mended_at = actor, clock.now()
    return row


def _beside(kind: ImportKind, batch: ImportBatch, lines: Sequence[int], today: date) -> list[int]:
    """The rows that share with these what must not be shared."""
    if not kind.beside:
        return []
    return [row.line for row in statements.rows(kind.beside, **parameters_of(batch, today, lines))]


def _forget_rows(kind: ImportKind, batch: ImportBatch, lines: list[int]) -> None:
    forget = sql.SQL("DELETE FROM {} WHERE batch_id = %s AND line = ANY(%s)").format(sql.Identifier(kind.table))
    with connection.cursor() as cursor:
        cursor.execute(forget, [batch.pk, lines])


def _look_for_faults(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    for check in kind.checks:
        statements.run("imports/record_faults", source=check, **parameters_of(batch, today, lines))


def _look_for_conflicts(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    """Note what a workbook and the register both say otherwise than when it was given out; what was chosen stays chosen."""
    if not (batch.given_out and kind.conflicts):
        return
    named = parameters_of(batch, today, lines)
    statements.run("imports/forget_settled_conflicts", source=kind.conflicts, **named)
    statements.run("imports/record_conflicts", source=kind.conflicts, **named)


def _job(kind: ImportKind, batch: ImportBatch, **what: Any) -> dict[str, Any]:
    return {"layout": _layout(batch), "staging": _staging_job(kind, batch), "given_out": bool(batch.given_out), **what}


def _groups(kind: ImportKind) -> dict[str, Any]:
    """Which fields, and which staging columns, are changed together in a workbook that comes back."""
    fields = {field.name: field.group or field.name for field in kind.fields if field.name in kind.given_fields}
    together = {column: group for group, said in kind.groups.items() for column in said.columns}
    columns = [*kind.columns, *chain.from_iterable(kind.gathered.values())]
    alone = {column: column for column in columns if column in fields and column not in together}
    return {
        "of_field": fields,
        "of_column": {**alone, **together},
        "may_be_empty": [field.name for field in kind.fields if field.may_be_empty],
    }


def _staging_job(kind: ImportKind, batch: ImportBatch) -> dict[str, Any]:
    fields = [
        {
            "name": field.name,
            "place": batch.mapping.get(field.name),
            "default": batch.defaults.get(field.name, field.default),
            "most_letters": field.most_letters,
        }
        for field in kind.fields
    ]
    return {
        "batch": batch.pk,
        "columns": [*kind.columns, *kind.gathered],
        "fields": fields,
        "derivations": [asdict(one) for one in kind.derived],
        "groups": _groups(kind),
        "gathered": dict(kind.gathered),
    }


def _count(kind: ImportKind, batch: ImportBatch, today: date, *, lines: Sequence[int] | None = None) -> None:
    """Decide what each row without a fault would be, or only some of them, and count them all."""
    for step in kind.match:
        if lines is None or not step.statement.startswith("ANALYZE "):
            run_step(step, batch, today, lines)
    undecided = batch.conflicts.filter(choice="")
    batch.conflict_count = undecided.values("line").distinct().count()
    if kind.vanished and says_all_there_is(batch):
        batch.vanished_count = statements.run(kind.vanished, **parameters_of(batch, today))
    counts = statements.row(kind.outcomes, **parameters_of(batch, today))
    batch.new_count, batch.changed_count, batch.same_count = counts.new, counts.changed, counts.same
    batch.error_count = batch.faults.values("line").distinct().count()


def enter(batch: ImportBatch) -> None:
    """Two files of one source take turns, and history keeps silent: the batch says what it did."""
    statements.run("imports/announce_import", batch=batch.pk)
    statements.run("imports/enter_import", turn=f"import {batch.kind} {batch.source}", batch=batch.pk)


def run_step(step: Step, batch: ImportBatch, today: date, lines: Sequence[int] | None = None) -> None:
    """Run one step of a kind over a batch, or over some of its rows."""
    if step.statement.startswith("ANALYZE "):
        _analyse(*step.statement.split()[1:])
    else:
        statements.run(step.statement, source=step.source, **parameters_of(batch, today, lines))


def _analyse(*tables: str) -> None:
    """The planner must know how many rows have just come in."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def _clear(kind: ImportKind, batch: ImportBatch, *, faults: bool = True) -> None:
    with connection.cursor() as cursor:
        for table in (kind.table, *kind.cleared):
            cursor.execute(sql.SQL("DELETE FROM {} WHERE batch_id = %s").format(sql.Identifier(table)), [batch.pk])
    if faults:
        ImportFault.objects.filter(batch=batch).delete()
        ImportConflict.objects.filter(batch=batch).delete()


def _demand_staged(kind: ImportKind, batch: ImportBatch) -> None:
    """Staging is not logged: after a crash of the server it is empty."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {} WHERE batch_id = %s").format(sql.Identifier(kind.table)), [batch.pk])
        if cursor.fetchone()[0] != batch.row_count:
            raise CannotImport("import.read_again")


def _locked(batch: ImportBatch, *states: State) -> ImportBatch:
    return locked_batch(batch, *states, refusal="import.not_checked")


def locked_batch(batch: ImportBatch, *states: State, refusal: str) -> ImportBatch:
    """The batch as it is now, held still; refused in any other state."""
    locked = ImportBatch.objects.select_for_update().select_related("file").get(pk=batch.pk)
    if locked.state not in states:
        raise CannotImport(refusal, state=locked.get_state_display())
    return locked


def parameters_of(batch: ImportBatch, today: date, lines: Sequence[int] | None = None) -> dict[str, Any]:
    """What every statement of a kind may name."""
    return {
        "batch": batch.pk,
        "kind": batch.kind,
        "key_source": batch.source,
        "today": today,
        "lines": list(lines) if lines is not None else None,
    }


def _layout(batch: ImportBatch) -> dict[str, Any]:
    return {name: batch.layout[name] for name in ("format", "encoding", "separator", "sheet")}


def _reasons(batch: ImportBatch, heading: str) -> Iterator[dict[str, Any]]:
    """First the heading of the column, then each faulty row in its order with all that is wrong with it."""
    sentences = kind_of(batch.kind).sentences
    yield {"reasons": heading}
    row, said = 0, []
    for fault in batch.faults.order_by("line", "id").iterator():
        if fault.line != row and said:
            yield {"row": row, "reasons": " ".join(said)}
            said = []
        row = fault.line
        said.append(fault_words(batch, fault, sentences))
    if said:
        yield {"row": row, "reasons": " ".join(said)}


def fault_words(batch: ImportBatch, fault: ImportFault, sentences: Mapping[str, Any]) -> str:
    """What is wrong with a cell, with the header of its column before it."""
    place = batch.mapping.get(fault.field)
    column = batch.layout["headers"][place] if place is not None else ""
    sentence = fault_sentence(fault.code, fault.parameters, sentences)
    return f"{column}: {sentence}" if column else sentence
