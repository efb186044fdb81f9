"""Makes of each row of a file a row of a staging table, in the text form of COPY."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from abonent.imports.reading.cells import cleaned, demand_plain
from abonent.imports.reading.limits import Limits
from abonent.imports.reading.sheets import Groups, Returned
from abonent.imports.reading.tables import Table
from abonent.imports.reading.trouble import Fault

Rule = Callable[..., tuple[str, ...]]

_ESCAPED = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


@dataclass(frozen=True)
class Field:
    """A field of the kind: the place of its column in the file (None if it has none), its value then, its longest."""

    name: str
    place: int | None
    default: str
    most_letters: int


@dataclass(frozen=True)
class Derivation:
    """A pure rule "module:function" from some values to others, for example a telephone number to E.164.

    Without any of the values `only_with` it is not asked, and its outputs are empty. Behind the values it is handed the settings.
    """

    rule: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    only_with: tuple[str, ...] = ()
    settings: Mapping[str, Any] | None = None

    @property
    def nothing(self) -> tuple[str, ...]:
        """Its outputs where there is nothing to derive."""
        return ("",) * len(self.outputs)


@dataclass(frozen=True)
class StagingJob:
    """What the parent asks for: which values in which order, after the batch and the row number, before the faults.

    A column that is `gathered` holds several values as JSON.
    """

    batch: int
    columns: tuple[str, ...]
    fields: tuple[Field, ...]
    derivations: tuple[Derivation, ...]
    groups: Groups
    gathered: Mapping[str, Sequence[str]]

    @classmethod
    def from_json(cls, job: dict[str, Any]) -> StagingJob:
        """The job as it came through the pipe."""
        fields = tuple(Field(**field) for field in job["fields"])
        derivations = tuple(
            Derivation(one["rule"], tuple(one["inputs"]), tuple(one["outputs"]), tuple(one["only_with"]), one["settings"])
            for one in job["derivations"]
        )
        groups = Groups.from_json(job["groups"])
        return cls(job["batch"], tuple(job["columns"]), fields, derivations, groups, job.get("gathered", {}))


def loaded(derivations: Sequence[Derivation]) -> list[tuple[Derivation, Rule]]:
    """The derivations with their functions. Later no file can be opened: a module that loads tables has a `make_ready()`."""
    found = []
    for derivation in derivations:
        module_name, _colon, function_name = derivation.rule.partition(":")
        module = import_module(module_name)
        if make_ready := getattr(module, "make_ready", None):
            make_ready()
        found.append((derivation, getattr(module, function_name)))
    return found


def copy_lines(
    table: Table, job: StagingJob, rules: Sequence[tuple[Derivation, Rule]], limits: Limits, returned: Returned | None = None
) -> Iterator[str]:
    """A line of COPY text for each row; a row that cannot be imported carries its faults in the last column.

    Of a workbook that was given out, only what was changed in it is left of a row.
    """
    width = len(table.headers)
    start = f"{job.batch}\t"
    for number, cells in table.rows:
        cells = cleaned(cells, row=number, headers=table.headers, limits=limits)
        if returned:
            cells = returned.in_codes(cells)
        values, faults = _values(cells, job.fields)
        if len(cells) > width and any(cells[width:]):
            faults.append(("", "row.too_many_cells", {"cells": len(cells), "headers": width}))
        for derivation, rule in rules:
            try:
                derived = _derived(derivation, rule, values)
            except Fault as fault:
                faults.append((fault.field, fault.code, fault.parameters))
                derived = derivation.nothing
            values.update(zip(derivation.outputs, derived, strict=True))
        if returned:
            faults = returned.compare(cells, values, faults)
        for column, names in job.gathered.items():
            values[column] = _gathered(values, names)
        body = _joined([values.get(name, "") for name in job.columns])
        said = _escaped(json.dumps(faults, ensure_ascii=False)) if faults else "\\N"
        yield f"{start}{number}\t{body}\t{said}\n"


def _derived(derivation: Derivation, rule: Rule, values: dict[str, str]) -> tuple[str, ...]:
    if derivation.only_with and not any(values[name] for name in derivation.only_with):
        return derivation.nothing
    said = [values[name] for name in derivation.inputs]
    return rule(*said) if derivation.settings is None else rule(*said, derivation.settings)


def _gathered(values: Mapping[str, str], names: Sequence[str]) -> str:
    """Those of some values that say something, or were emptied, as JSON."""
    emptied = values.get("emptied", "").split()
    return json.dumps({name: values[name] for name in names if values[name] or name in emptied}, ensure_ascii=False)


def _values(cells: list[str], fields: Sequence[Field]) -> tuple[dict[str, str], list[tuple[str, str, dict[str, Any]]]]:
    values: dict[str, str] = {}
    faults: list[tuple[str, str, dict[str, Any]]] = []
    for field in fields:
        value = cells[field.place] if field.place is not None and field.place < len(cells) else ""
        if value:
            try:
                demand_plain(field.name, value, field.most_letters)
            except Fault as fault:
                faults.append((fault.field, fault.code, fault.parameters))
                value = ""
        values[field.name] = value or field.default
    return values, faults


def _joined(values: Sequence[str]) -> str:
    """The values as COPY wants them: tabs between, and what means something to COPY escaped, which is rarely there."""
    if _ESCAPED.search("\x1e".join(values)):
        values = [_escaped(value) for value in values]
    return "\t".join(values)


def _escaped(value: str) -> str:
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], value)
