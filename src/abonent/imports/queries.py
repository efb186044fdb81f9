"""Questions about imports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from abonent.access.models import StaffUser
from abonent.imports.kinds import ImportKind, declared_kinds
from abonent.imports.models import FaultyRow, ImportBatch, ImportSource
from abonent.imports.refusals import USES, fault_sentence
from abonent.imports.uses import noun_words
from abonent.kit import clock, statements
from abonent.kit.refusals import stored_refusal
from abonent.runs.models import Act

State = ImportBatch.State

_CELLS_TO_KNOW_BY = 4
_KEYS_SAID = 10


@dataclass(frozen=True)
class Standing:
    """How far a batch in work has come: the step of the promotion under way, or the rows read so far."""

    is_running: bool = False
    step: int = 0
    steps: int = 0
    label: Any = ""
    rows_read: int = 0


@dataclass(frozen=True)
class SaidFault:
    """A fault as people read it: the row, the header of its column, what is wrong."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class CellToMend:
    """A cell of a row as it is shown to be mended: where it stands, what it holds, what is wrong with it."""

    line: int
    place: int
    header: str
    value: str
    wrong: tuple[str, ...]

    @property
    def element_id(self) -> str:
        """What the cell is called in the page."""
        return f"cell-{self.line}-{self.place}"


@dataclass(frozen=True)
class RowToMend:
    """A faulty row as it is shown to be mended: what is wrong with it as a whole, the cells at fault, the others."""

    line: int
    wrong: tuple[str, ...]
    at_fault: tuple[CellToMend, ...]
    others: tuple[CellToMend, ...]

    @property
    def known_by(self) -> str:
        """Its first filled cells, by which a person knows whom it is about."""
        filled = [cell.value for cell in sorted((*self.at_fault, *self.others), key=lambda cell: cell.place) if cell.value]
        return ", ".join(filled[:_CELLS_TO_KNOW_BY])


def standing_of(batch: ImportBatch, kind: ImportKind) -> Standing:
    """How far the connection that works on a batch has come, asked from another connection."""
    doing = statements.row("imports/running_import", batch=batch.pk)
    if doing is None:
        return Standing(steps=len(kind.promote))
    place = next((place for place, step in enumerate(kind.promote) if step.statement == doing.statement), 0)
    return Standing(is_running=True, step=place, steps=len(kind.promote), label=kind.promote[place].label, rows_read=doing.rows_read or 0)


@dataclass(frozen=True)
class KeptRow:
    """A row of the register that an undoing has left alone, and why."""

    label: str
    url: str
    reason: str


def act_to_undo(batch: ImportBatch) -> Act | None:
    """The act by which a committed import is undone; None if it no longer can be."""
    acts = Act.objects.filter(subject_kind="import_batch", subject_ids__contains=[batch.pk], inverse__isnull=False, undone_at=None)
    return acts.filter(until__gt=clock.now()).order_by("-id").first()


def kept_rows(batch: ImportBatch, kind: ImportKind, *, limit: int) -> list[KeptRow]:
    """The first rows that were used before an import was undone, and so stay."""
    rows = list(batch.imported_rows.filter(kept__isnull=False).order_by("line")[:limit])
    subjects = kind.subjects([row.subject_id for row in rows])
    return [KeptRow(subject.label, subject.url, _why(row.kept or {})) for row in rows if (subject := subjects.get(row.subject_id))]


def _why(kept: Mapping[str, Any]) -> str:
    said = {**kept, "by": noun_words(kept["by"])} if "by" in kept else kept
    return str(USES[kept["code"]]) % said


@dataclass(frozen=True)
class WaitingImport:
    """What a source has brought and a person must look at, or why it brought nothing: where it is, whose, what is to be done."""

    label: str
    meta: str
    url: str
    is_failure: bool = False


def waiting_imports(viewer: StaffUser, *, limit: int) -> list[WaitingImport]:
    """What waits for a person of that which came by itself: sources that failed, then imports, the latest first."""
    failed = [
        WaitingImport(source.name, stored_refusal(source.failure["code"], source.failure["parameters"]), _source_url(source), True)
        for source in (ImportSource.objects.exclude(failure=None) if viewer.may("imports.sources") else [])
        if source.failure
    ]
    kinds = [kind.code for kind in declared_kinds if viewer.may(kind.permission)] if viewer.sees_everybody else []
    waiting = ImportBatch.objects.filter(kind__in=kinds, loaded_from__isnull=False, state__in=[State.UPLOADED, State.CHECKED])
    return [
        *failed,
        *[_waiting(batch) for batch in (waiting.select_related("file").order_by("-id")[:limit] if viewer.may("imports.use") else [])],
    ][:limit]


def _waiting(batch: ImportBatch) -> WaitingImport:
    url = reverse("imports:batch", args=[batch.pk])
    if batch.state == State.UPLOADED:
        return WaitingImport(batch.file.name, gettext("Say which column is what."), url)
    said = gettext("New %(new)s, changed %(changed)s, with errors %(errors)s: look and commit.") % {
        "new": batch.new_count, "changed": batch.changed_count, "errors": batch.error_count,
    }  # fmt: skip
    return WaitingImport(batch.file.name, said, url)


def _source_url(source: ImportSource) -> str:
    return reverse("imports:source", args=[source.pk])


@dataclass(frozen=True)
class MissedRow:
    """A row of the register that its source no longer has."""

    label: str
    url: str
    key: str
    since_on: date | None


def vanished_rows(source: ImportSource, kind: ImportKind, *, limit: int) -> list[MissedRow]:
    """The first rows that are marked because their source has them no longer."""
    rows = list(source.vanished_rows.order_by("since_on", "key")[:limit])
    subjects = kind.subjects([row.subject_id for row in rows])
    return [MissedRow(subject.label, subject.url, row.key, row.since_on) for row in rows if (subject := subjects.get(row.subject_id))]


def first_faults(batch: ImportBatch, kind: ImportKind, *, limit: int) -> list[SaidFault]:
    """The first faults of a batch in the order of its rows."""
    headers = batch.layout["headers"]
    return [
        SaidFault(
            fault.line, _column(headers, batch.mapping.get(fault.field)), fault_sentence(fault.code, fault.parameters, kind.sentences)
        )
        for fault in batch.faults.order_by("line", "id")[:limit]
    ]


@dataclass(frozen=True)
class SaidConflict:
    """A conflict as people read it: whose row, what, and what it said before, says in the workbook and says here."""

    id: int
    line: int
    known_by: str
    label: Any
    before: str
    mine: str
    theirs: str
    choice: str


def conflicts_to_settle(batch: ImportBatch, kind: ImportKind, *, limit: int) -> list[SaidConflict]:
    """The first conflicts of a workbook, those first in which nobody has chosen."""
    found = list(batch.conflicts.order_by("choice", "line", "field")[:limit])
    cells = dict(batch.faulty_rows.filter(line__in=[one.line for one in found]).values_list("line", "cells"))
    first = next(iter(sorted(place for name, place in batch.mapping.items() if name in kind.given_fields)), 0)
    return [
        SaidConflict(
            id=conflict.pk,
            line=conflict.line,
            known_by=", ".join([cell for cell in cells.get(conflict.line, [])[first:] if cell][:_CELLS_TO_KNOW_BY]),
            label=kind.label_of(conflict.field),
            before=_said(kind, conflict.before),
            mine=_said(kind, conflict.mine),
            theirs=_said(kind, conflict.theirs),
            choice=conflict.choice,
        )
        for conflict in found
    ]


def _said(kind: ImportKind, said: Mapping[str, str]) -> str:
    """What the cells of a group say, in words, in the order of the workbook."""
    return ", ".join(_in_words(kind, name, said[name]) for name in kind.given_fields if said.get(name))


def _in_words(kind: ImportKind, name: str, value: str) -> str:
    field = kind.field(name)
    words = field.words() if field else {}
    return ", ".join(words.get(code, code) for code in value.split(", "))


def said_of_workbook(batch: ImportBatch) -> dict[str, Any] | None:
    """What a workbook that has come back is, and what of it is left aside; None for any other file."""
    if not batch.given_out:
        return None
    returned = batch.layout.get("returned", {})
    some = returned.get("some_missing", [])[:_KEYS_SAID]
    known = batch.given_out["fields"]
    return {
        "title": batch.given_out.get("title", ""),
        "on": date.fromisoformat(batch.given_out["day"]),
        "missing": returned.get("missing", 0),
        "some_missing": ", ".join(some) + (" …" if returned.get("missing", 0) > len(some) else ""),
        "computed_changed": list(returned.get("computed_changed", {}).items()),
        "unknown": ", ".join(header for header in batch.layout["headers"] if header and header not in known),
    }


def first_faulty_lines(batch: ImportBatch, *, limit: int) -> list[int]:
    """The numbers of the first rows that are to mend and whose cells are known."""
    faulty = batch.faulty_rows.filter(line__in=batch.faults.values("line"))
    return list(faulty.order_by("line").values_list("line", flat=True)[:limit])


def rows_to_mend(batch: ImportBatch, kind: ImportKind, *, lines: Iterable[int]) -> list[RowToMend]:
    """Rows as they are shown to be mended. Where a fault names no column, all cells are shown to be at fault."""
    wrong: dict[int, dict[int | None, list[str]]] = {}
    for fault in batch.faults.filter(line__in=lines).order_by("line", "id"):
        place = batch.mapping.get(fault.field)
        wrong.setdefault(fault.line, {}).setdefault(place, []).append(fault_sentence(fault.code, fault.parameters, kind.sentences))
    return [_row_to_mend(batch, row, wrong.get(row.line, {})) for row in batch.faulty_rows.filter(line__in=lines).order_by("line")]


def _row_to_mend(batch: ImportBatch, row: FaultyRow, wrong: Mapping[int | None, list[str]]) -> RowToMend:
    headers = batch.layout["headers"]
    padded = (row.cells + [""] * len(headers))[: len(headers)]
    cells = [
        CellToMend(row.line, place, header or _column(headers, place), value, tuple(wrong.get(place, ())))
        for place, (header, value) in enumerate(zip(headers, padded, strict=True))
    ]
    whole = tuple(wrong.get(None, ()))
    at_fault = tuple(cell for cell in cells if cell.wrong or whole)
    return RowToMend(row.line, whole, at_fault, tuple(cell for cell in cells if cell not in at_fault))


def _column(headers: list[str], place: int | None) -> str:
    return headers[place] if place is not None and place < len(headers) else ""
