"""Rows of a register given out as a workbook that comes back as an import, for every kind that says what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from abonent.imports.kinds import ImportField, ImportKind
from abonent.kit import statements
from abonent.ui.lists.sheets import EditableSheet, GivenRow, SheetColumn


def editable_sheet(kind: ImportKind, *, computed: Sequence[str] = ()) -> EditableSheet:
    """How a list of the rows of a kind is given out; `computed` are columns of the list that go with it, to look at."""
    return EditableSheet(
        kind=kind.code, permission=kind.permission, columns=partial(_columns, kind), given=partial(_given, kind), computed=computed
    )


def _columns(kind: ImportKind) -> list[SheetColumn]:
    fields = [field for name in kind.given_fields if (field := kind.field(name))]
    return [_column(field) for field in fields]


def _column(field: ImportField) -> SheetColumn:
    return SheetColumn(field=field.name, label=field.label, words=field.words(), several=field.several, numeric=field.numeric)


def _given(kind: ImportKind, ids: Sequence[Any]) -> Iterator[GivenRow]:
    for row in statements.rows(kind.given, ids=list(ids)):
        yield GivenRow(row.subject_id, row.key, row.version, {name: getattr(row, name) for name in kind.given_fields})
