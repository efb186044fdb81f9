"""Rows of a register given out as a workbook that comes back as an import, for every kind that says what it gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from abonent.imports.kinds import ImportField, ImportKind, kind_of
from abonent.kit import statements
from abonent.ui.lists.sheets import EditableSheet, GivenRow, SheetColumn


def editable_sheet(kind: ImportKind, *, computed: Sequence[str] = ()) -> EditableSheet:
    """How a list of the rows of a kind is given out; `computed` are columns of the list that go with it, to look at."""
    return EditableSheet(
        kind=kind.code,
        permission=kind.permission,
        columns=partial(_columns, kind.code),
        given=partial(_given, kind.code),
        computed=computed,
    )


def _columns(code: str) -> list[SheetColumn]:
    kind = kind_of(code)
    fields = [field for name in kind.given_fields if (field := kind.field(name))]
    return [_column(field) for field in fields]


def _column(field: ImportField) -> SheetColumn:
    return SheetColumn(field=field.name, label=field.label, words=field.words(), several=field.several, numeric=field.numeric)


def _given(code: str, ids: Sequence[Any]) -> Iterator[GivenRow]:
    kind = kind_of(code)
    gathered = {name for names in kind.gathered.values() for name in names}
    alone = [name for name in kind.given_fields if name not in gathered]
    for row in statements.rows(kind.given, ids=list(ids)):
        said = {name: getattr(row, name) for name in alone}
        for column in kind.gathered:
            said |= json.loads(getattr(row, column))
        yield GivenRow(row.subject_id, row.key, row.version, said)
