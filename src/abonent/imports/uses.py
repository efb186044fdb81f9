"""What has come to refer to rows that an import brought: asked of every table whose declared link leads to the register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.utils.text import capfirst
from django.utils.translation import gettext
from pghistory.models import Event
from psycopg import sql

from abonent.imports.kinds import ImportKind

# Links that the database does not enforce are asked as well; a row that leads to itself is no use of it.
_MARK = """
UPDATE imported_row
SET kept = jsonb_build_object('code', 'used.named', 'by', {noun})
WHERE imported_row.batch_id = {batch}
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND EXISTS (SELECT 1 FROM {table} AS named WHERE named.{column} = imported_row.subject_id{but_itself})
"""
_BUT_ITSELF = " AND named.id <> imported_row.subject_id"


@dataclass(frozen=True)
class Link:
    """A column of a table that leads to a row of the register."""

    table: str
    column: str
    to_itself: bool


def links_to(kind: ImportKind) -> Iterator[Link]:
    """The links from everywhere to the register of a kind, but for its own parts and its history."""
    for model in apps.get_models():
        table = model._meta.db_table
        if issubclass(model, Event) or table in kind.parts:
            continue
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target is not None and not isinstance(target, str) and target._meta.db_table == kind.register:
                yield Link(table, str(field.column), to_itself=table == kind.register)


def keep_named_rows(kind: ImportKind, *, batch: int) -> None:
    """Mark the new rows of a batch that something refers to by now: they are not taken away."""
    with connection.cursor() as cursor:
        for link in links_to(kind):
            cursor.execute(
                sql.SQL(_MARK).format(
                    noun=sql.Literal(link.table),
                    batch=sql.Literal(batch),
                    table=sql.Identifier(link.table),
                    column=sql.Identifier(link.column),
                    but_itself=sql.SQL(_BUT_ITSELF if link.to_itself else ""),
                )
            )


def noun_words(table: str) -> str:
    """What a row of a table is called."""
    model = next((model for model in apps.get_models() if model._meta.db_table == table), None)
    return gettext(capfirst(str(model._meta.verbose_name))) if model else table
