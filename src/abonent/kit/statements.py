"""Runs the statements of the folders: one file, one statement, one head that says what it reads and writes.

A name is folder and file: `run("subscriptions/plan_terms", run=7)` runs `subscriptions/sql/plan_terms.sql`.

A statement whose head says `-- Takes  handed_over (...)` writes rows that a higher folder hands it: the caller names a
`source`, a SELECT of the higher folder, which becomes the WITH query `handed_over`. So a higher folder never writes a
lower folder's table, and the lower one never reads a higher one's.
"""

from __future__ import annotations

import re
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import connection

# Where handed-over rows come from: a statement, or several of which each feeds the one before it.
Source = str | Sequence[str] | None

_HEAD_LINE = re.compile(r"^--\s*(Reads|Writes|Again|Takes|Feeds)\s+(.*)$")
_WITH = re.compile(r"^WITH\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """What a statement says of itself: its sentence and the tables it reads and writes."""

    says: str
    reads: str = ""
    writes: str = ""
    again: str = ""
    takes: str = ""
    feeds: str = ""


@dataclass(frozen=True)
class Statement:
    """A statement as its file has it: the name, the head, and the SQL without the head."""

    name: str
    head: Head
    sql: str

    def with_source(self, source: Statement) -> str:
        """The SQL with `source` as the rows handed over."""
        query = f"handed_over AS (\n{source.sql}\n)"
        if _WITH.match(self.sql):
            return _WITH.sub(lambda _match: f"WITH {query},\n", self.sql, count=1)
        return f"WITH {query}\n{self.sql}"


@cache
def load(name: str) -> Statement:
    """The statement called folder/name, for example `billing/plan_lines` or `connectors.camt/promote`."""
    folder, _, stem = name.rpartition("/")
    text = files(f"abonent.{folder}").joinpath(f"sql/{stem}.sql").read_text("utf-8")
    return Statement(name, _head(text), _body(text))


def composed(name: str, source: Source = None) -> str:
    """The SQL of a statement with the rows of its source, which may be fed by further ones itself: the first is next to the statement."""
    if not source:
        return load(name).sql
    nearest, *further = [source] if isinstance(source, str) else source
    return load(name).with_source(replace(load(nearest), sql=composed(nearest, further)))


def run(name: str, *, source: Any = None, **parameters: Any) -> int:
    """Run a statement and return how many rows it wrote or found."""
    with _executed(name, source, parameters) as cursor:
        return max(cursor.rowcount, 0)


def rows(name: str, *, source: Any = None, **parameters: Any) -> list[Any]:
    """The rows of a statement as named tuples."""
    with _executed(name, source, parameters) as cursor:
        row_type = _row_type(tuple(column.name for column in cursor.description))
        return [row_type(*values) for values in cursor.fetchall()]


def stream(name: str, *, source: Any = None, at_a_time: int = 2_000, **parameters: Any) -> Iterator[Any]:
    """The rows of a statement as named tuples, fetched some at a time: for those too many to be held at once."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"/* {name} */ {composed(name, source)}", parameters)
        row_type: type | None = None
        while fetched := cursor.fetchmany(at_a_time):
            row_type = row_type or _row_type(tuple(column.name for column in cursor.description))
            for values in fetched:
                yield row_type(*values)


def row(name: str, *, source: Any = None, **parameters: Any) -> Any:
    """The only row of a statement; None if there is none."""
    found = rows(name, source=source, **parameters)
    if len(found) > 1:
        raise ValueError(f"{name} gave {len(found)} rows where one was expected")
    return found[0] if found else None


def value(name: str, **parameters: Any) -> Any:
    """The first column of the only row of a statement; None if there is no row."""
    found = row(name, **parameters)
    return found[0] if found is not None else None


def copy_in(table: str, columns: Sequence[str], records: Iterator[Sequence[Any]]) -> int:
    """COPY records into a table by the text protocol; returns how many."""
    count = 0
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for record in records:
            copy.write_row(record)
            count += 1
    return count


@contextmanager
def _executed(name: str, source: Source, parameters: Mapping[str, Any]) -> Iterator[Any]:
    sql = composed(name, source)
    with connection.cursor() as cursor:
        cursor.execute(f"/* {name} */ {sql}", parameters)
        yield cursor


@cache
def _row_type(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns)


def _head(text: str) -> Head:
    says: list[str] = []
    facts: dict[str, str] = {}
    latest = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        match = _HEAD_LINE.match(line)
        if match:
            latest = match[1].lower()
            facts[latest] = match[2].strip()
        elif latest:
            facts[latest] += " " + line.lstrip("- ").strip()
        else:
            says.append(line.lstrip("- ").strip())
    return Head(" ".join(says), **facts)


def _body(text: str) -> str:
    lines = text.splitlines()
    while lines and (lines[0].startswith("--") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines).strip().rstrip(";")
