"""The rows of a file in the staging table of their kind, as the reader in the child process leaves them."""

from __future__ import annotations

from dataclasses import asdict
from itertools import chain
from typing import Any

from django.db import connection
from psycopg import sql

from abonent.imports import child
from abonent.imports.kinds import ImportKind
from abonent.imports.models import FaultyRow, ImportBatch, ImportConflict, ImportFault
from abonent.imports.refusals import CannotImport


def stage(kind: ImportKind, batch: ImportBatch, **what: Any) -> dict[str, Any]:
    """Stage the rows of the file, some of them as they were mended, or the rows given instead; returns what the reader says of them."""
    columns = ["batch_id", "line", *kind.columns, *kind.gathered, "faults"]
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(kind.table), sql.SQL(", ").join(map(sql.Identifier, columns)))
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        return child.copy_rows(batch.file, _job(kind, batch, **what), copy)


def mended_cells(batch: ImportBatch) -> dict[int, list[str]]:
    """The cells of the rows that somebody has mended: row -> cells."""
    return dict(FaultyRow.objects.filter(batch=batch).exclude(mended_at=None).values_list("line", "cells"))


def forget_rows(kind: ImportKind, batch: ImportBatch, lines: list[int]) -> None:
    """Take rows out of the staging, to be staged anew."""
    forget = sql.SQL("DELETE FROM {} WHERE batch_id = %s AND line = ANY(%s)").format(sql.Identifier(kind.table))
    with connection.cursor() as cursor:
        cursor.execute(forget, [batch.pk, lines])


def demand_staged(kind: ImportKind, batch: ImportBatch) -> None:
    """Staging is not logged: after a crash of the server it is empty."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT count(*) FROM {} WHERE batch_id = %s").format(sql.Identifier(kind.table)), [batch.pk])
        if cursor.fetchone()[0] != batch.row_count:
            raise CannotImport("import.read_again")


def clear(kind: ImportKind, batch: ImportBatch, *, faults: bool = True) -> None:
    """Take away what is staged of a batch, and what was found wrong with it."""
    with connection.cursor() as cursor:
        for table in (kind.table, *kind.cleared):
            cursor.execute(sql.SQL("DELETE FROM {} WHERE batch_id = %s").format(sql.Identifier(table)), [batch.pk])
    if faults:
        ImportFault.objects.filter(batch=batch).delete()
        ImportConflict.objects.filter(batch=batch).delete()


def layout_of(batch: ImportBatch) -> dict[str, Any]:
    """How the file was read, for the reader to read it so again."""
    return {name: batch.layout[name] for name in ("format", "encoding", "separator", "sheet")}


def _job(kind: ImportKind, batch: ImportBatch, **what: Any) -> dict[str, Any]:
    return {"layout": layout_of(batch), "staging": _staging_job(kind, batch), "given_out": bool(batch.given_out), **what}


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
