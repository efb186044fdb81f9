"""Who wins: which fields of the register a source may overwrite, only fill where they are empty, or never touch.

What a source may not say is taken out of its staged rows before they are compared, so that it is neither counted nor written.
New rows take all that the file says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from abonent.access.models import StaffUser
from abonent.imports.kinds import Group, ImportField, ImportKind
from abonent.imports.models import ImportBatch, SourceRule
from abonent.imports.refusals import CannotImport
from abonent.kit import clock, statements
from abonent.runs.models import Act
from abonent.runs.operations import record_act

Wins = SourceRule.Wins
# Of two columns of one group, a street and a town, the stricter rule counts for both.
_STRICTNESS = {"": 0, Wins.EMPTY: 1, Wins.NEVER: 2}


def may_have_rules(kind: ImportKind, field: ImportField) -> bool:
    """Whether the register has something that this field could overwrite."""
    return bool(kind.known) and (field.name in kind.given_fields or field.group in kind.groups)


def rules_of(kind: ImportKind, source: str) -> dict[str, str]:
    """Group, or field that stands alone -> who wins; a source overwrites what has no rule."""
    return dict(SourceRule.objects.filter(kind=kind.code, source=source).values_list("field", "wins"))


def keep_rules(kind: ImportKind, source: str, said: Mapping[str, str], *, actor: StaffUser | None = None) -> Act | None:
    """Keep who wins, for this and each further file of the source; `said` names fields, those that it does not name stay.

    Returns the act by which it is taken back; None where all stays as it was.
    """
    wanted: dict[str, str] = {}
    for name, wins in said.items():
        group = _group_of(kind, name)
        wanted[group] = max(wanted.get(group, ""), wins, key=lambda one: _STRICTNESS[one])
    before = _present(kind.code, source, wanted)
    if wanted == before:
        return None
    with transaction.atomic():
        clock.hand_over()
        touched = [*_rule_ids(kind.code, source, wanted)]
        _write_rules(kind.code, source, wanted)
        inverse = {"verb": "put_back_source_rules", "kind": kind.code, "source": source, "before": before, "after": wanted}
        ids = sorted({*touched, *_rule_ids(kind.code, source, wanted)})
        return record_act(actor=actor, verb="change_source_rules", subject_kind="source_rule", subject_ids=ids, inverse=inverse)


def put_back_rules(*, kind: str, source: str, before: Mapping[str, str], after: Mapping[str, str]) -> None:
    """Let the rules of a source say again what they said before; refused if somebody has changed them since."""
    if _present(kind, source, after) != after:
        raise CannotImport("rules.changed_since", source=source)
    _write_rules(kind, source, before)


def _present(kind: str, source: str, names: Iterable[str]) -> dict[str, str]:
    """Who wins at present in some groups; the empty text where there is no rule."""
    rules = dict(SourceRule.objects.filter(kind=kind, source=source).values_list("field", "wins"))
    return {name: rules.get(name, "") for name in names}


def _rule_ids(kind: str, source: str, names: Iterable[str]) -> Iterable[int]:
    return SourceRule.objects.filter(kind=kind, source=source, field__in=list(names)).values_list("pk", flat=True)


def _write_rules(kind: str, source: str, wanted: Mapping[str, str]) -> None:
    SourceRule.objects.filter(kind=kind, source=source, field__in=[name for name, wins in wanted.items() if not wins]).delete()
    for name, wins in wanted.items():
        if wins:
            SourceRule.objects.update_or_create(kind=kind, source=source, field=name, defaults={"wins": wins})


def hold_back(kind: ImportKind, batch: ImportBatch, parameters: Mapping[str, Any]) -> dict[str, int]:
    """Take out of the staged rows what the source may not say; returns in how many rows each differed from the register."""
    if not kind.known or batch.given_out:
        return {}
    held: dict[str, int] = {}
    with connection.cursor() as cursor:
        for name, wins in sorted(rules_of(kind, batch.source).items()):
            if not (name in kind.groups or kind.field(name)):
                continue
            parts = _parts(kind, name, wins)
            cursor.execute(_COUNT.format(**parts), parameters)
            held[name] = cursor.fetchone()[0]
            cursor.execute(_TAKE_OUT.format(**parts), parameters)
    return {name: count for name, count in held.items() if count}


_COUNT = sql.SQL("SELECT count(*) FROM {table} JOIN ({known}) AS known ON known.line = {table}.line WHERE {mine} AND {kept} AND {differs}")
_TAKE_OUT = sql.SQL("UPDATE {table} SET {nothing} FROM ({known}) AS known WHERE known.line = {table}.line AND {mine} AND {kept}")


def _parts(kind: ImportKind, name: str, wins: str) -> dict[str, sql.Composable]:
    columns = kind.groups.get(name, Group("", (name,))).columns
    fields = [column for column in columns if column in kind.given_fields]
    table = sql.Identifier(kind.table)
    filled = _any("{known} <> ''", kind, fields)
    return {
        "table": table,
        "known": sql.SQL(statements.load(kind.known).sql),  # type: ignore[arg-type]
        "mine": sql.SQL("{table}.batch_id = %(batch)s::bigint").format(table=table),
        "kept": filled if wins == Wins.EMPTY else sql.SQL("true"),
        "differs": _any("({staged} <> '' AND {staged} <> {known})", kind, fields),
        "nothing": sql.SQL(", ").join(_nothing(kind, column) for column in columns),
    }


def _any(condition: str, kind: ImportKind, fields: Sequence[str]) -> sql.Composable:
    each = [
        sql.SQL(condition).format(staged=_said(kind, kind.table, field), known=_said(kind, "known", field))  # type: ignore[arg-type]
        for field in fields
    ]
    return sql.SQL("({})").format(sql.SQL(" OR ").join(each))


def _said(kind: ImportKind, table: str, field: str) -> sql.Composable:
    """What a field says, from a column of its own or from the one that it is gathered in."""
    column = _gathered_in(kind, field)
    if not column:
        return sql.Identifier(table, field)
    return sql.SQL("coalesce({} ->> {}, '')").format(sql.Identifier(table, column), sql.Literal(field))


def _nothing(kind: ImportKind, field: str) -> sql.Composable:
    """That a field of a staged row says nothing."""
    column = _gathered_in(kind, field)
    if not column:
        return sql.SQL("{} = ''").format(sql.Identifier(field))
    return sql.SQL("{} = {} - {}::text").format(sql.Identifier(column), sql.Identifier(kind.table, column), sql.Literal(field))


def _gathered_in(kind: ImportKind, field: str) -> str:
    return next((column for column, names in kind.gathered.items() if field in names), "")


def _group_of(kind: ImportKind, name: str) -> str:
    field = kind.field(name)
    return (field.group if field else "") or name
