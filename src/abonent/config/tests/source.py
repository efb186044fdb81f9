"""The project's own source as the architecture tests see it: folders in their order, files, statements."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp

from abonent.kit import statements

PACKAGE = Path(__file__).resolve().parents[2]
PROJECT = PACKAGE.parents[1]

_PARAMETER = re.compile(r"%\((\w+)\)s")


def ladder() -> dict[str, int]:
    """Folder -> its height, from the import contract: the one place where the order stands."""
    contract = configparser.ConfigParser()
    contract.read(PROJECT / ".importlinter")
    layers = contract["importlinter:contract:ladder"]["layers"].strip().splitlines()
    return {name.strip("() "): height for height, layer in enumerate(reversed(layers)) for name in layer.split("|")}


def folder_of(file: Path) -> str:
    """The folder of the ladder that a file belongs to."""
    return file.relative_to(PACKAGE).parts[0]


def python_files(*, tests: bool = True) -> Iterator[Path]:
    """Our own Python, migrations left out; without `tests` what runs in the product only."""
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).parts
        if "migrations" in parts or (not tests and ({"tests", "testing", "testing.py"} & set(parts))):
            continue
        yield file


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its length in lines."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def statement_names() -> list[str]:
    """Every statement, as folder/name."""
    return sorted(
        ".".join(file.parent.parent.relative_to(PACKAGE).parts) + "/" + file.stem
        for file in PACKAGE.rglob("sql/*.sql")
        if "tests" not in file.parts
    )


def numbered(sql: str) -> str:
    """The SQL with $1, $2 for its named parameters, as PREPARE wants it."""
    order: dict[str, int] = {}
    text = _PARAMETER.sub(lambda match: f"${order.setdefault(match[1], len(order) + 1)}", sql)
    return text.replace("%%", "%")


def empty_source(takes: str) -> statements.Statement:
    """A SELECT without rows of the shape that a statement takes: `handed_over (id bigint, amount numeric(14,2), ...)`."""
    columns = re.match(r"\w+\s*\(((?:[^()]|\([^()]*\))*)\)", takes)
    assert columns, f"Takes names the rows and their columns: {takes}"
    named = [re.match(r"\s*(\w+)\s+(.+)", column) for column in re.split(r",(?![^(]*\))", columns[1])]
    listed = ", ".join(f"NULL::{match[2].strip()} AS {match[1]}" for match in named if match)
    return statements.Statement("empty", statements.Head(""), f"SELECT {listed} WHERE false")


def prepared_text(statement: statements.Statement) -> str:
    """The statement ready for PREPARE, with an empty source where it takes rows."""
    whole = statement.with_source(empty_source(statement.head.takes)) if statement.head.takes else statement.sql
    return numbered(whole)


def tables(statement: statements.Statement) -> tuple[set[str], set[str]]:
    """What the parsed SQL reads and writes."""
    text = _PARAMETER.sub("NULL", statement.sql).replace("%%", "%")
    read: set[str] = set()
    written: set[str] = set()
    for tree in sqlglot.parse(text, read="postgres"):
        if tree is None:
            continue
        named = {cte.alias for cte in tree.find_all(exp.CTE)}
        for change in tree.find_all(exp.Insert, exp.Update, exp.Delete, exp.Merge):
            target = change.find(exp.Table)
            if target is not None:
                written.add(target.name)
        read |= {table.name for table in tree.find_all(exp.Table) if isinstance(table.this, exp.Identifier)} - named - {"handed_over"}
    return read - written, written - {"handed_over"}
