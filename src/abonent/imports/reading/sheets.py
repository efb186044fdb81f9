"""A workbook that was given out and comes back: what it says of itself, and which of its cells were changed since.

A row is compared with itself as it was given out. What was not changed says nothing, so that nobody's later edit is overwritten by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from abonent.imports.reading.trouble import Unreadable

ABOUT, BEFORE = "abonent", "abonent-before"
KEY, VERSION = "key", "version"
_SAID_OF_ITSELF = ("kind", "list", "title", "view", "day", "sheet")
Faults = list[tuple[str, str, dict[str, Any]]]


@dataclass(frozen=True)
class GivenOut:
    """What a workbook says of itself, and its rows as they were given out, by their keys: header -> cell."""

    about: Mapping[str, str]
    fields: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    several: frozenset[str]
    before: Mapping[str, Mapping[str, str]]

    @classmethod
    def from_rows(cls, about: Sequence[Sequence[str]], before: Sequence[Sequence[str]]) -> GivenOut:
        """From the lines of its two hidden sheets."""
        fields: dict[str, str] = {}
        words: dict[str, dict[str, str]] = {}
        several: set[str] = set()
        said: dict[str, str] = {}
        for name, *rest in (tuple(cell.strip() for cell in line) for line in about if len(line) > 1):
            if name == "column" and len(rest) > 1:
                fields[rest[0]] = rest[1]
            elif name == "word" and len(rest) > 2:
                words.setdefault(rest[0], {})[rest[2]] = rest[1]
            elif name == "several":
                several.add(rest[0])
            elif name in _SAID_OF_ITSELF:
                said[name] = rest[0]
        key = next((header for header, found in fields.items() if found == KEY), "")
        if not said.get("kind") or not key or not before:
            raise Unreadable("file.no_sheet")
        headers = [header.strip() for header in before[0]]
        rows = (dict(zip(headers, (cell.strip() for cell in cells), strict=False)) for cells in before[1:])
        return cls(said, fields, words, frozenset(several), {row[key]: row for row in rows if row.get(key)})

    def described(self) -> dict[str, Any]:
        """What is kept of it with the import."""
        return {**self.about, "fields": dict(self.fields)}

    def codes(self, name: str, cell: str) -> str:
        """What a cell says in codes; a word that is none stays, to be looked at by the check."""
        known = self.words.get(name, {})
        if name not in self.several:
            return known.get(cell, cell)
        return ", ".join(sorted({known.get(word, word) for part in cell.split(",") if (word := part.strip())}))


@dataclass(frozen=True)
class Groups:
    """Which cells are changed together, an address for example: the group of each field and of each staging column."""

    of_field: Mapping[str, str]
    of_column: Mapping[str, str]
    may_be_empty: frozenset[str]

    @classmethod
    def from_json(cls, job: Mapping[str, Any]) -> Groups:
        """The groups as they came through the pipe."""
        return cls(job["of_field"], job["of_column"], frozenset(job["may_be_empty"]))


@dataclass
class Returned:
    """Compares the rows of a workbook that has come back with those that were given out; knows in the end what is missing."""

    given_out: GivenOut
    groups: Groups
    headers: Sequence[str]
    seen: set[str] = field(default_factory=set)
    computed_changed: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {header: place for place, header in enumerate(self.headers)}
        self._editable = {header: name for header, name in self.given_out.fields.items() if name in self.groups.of_field}
        self._computed = [header for header, name in self.given_out.fields.items() if not name and header in self._places]

    def in_codes(self, cells: list[str]) -> list[str]:
        """The cells of a row with codes for words."""
        padded = cells + [""] * (len(self.headers) - len(cells))
        for header, name in self._editable.items():
            place = self._places.get(header)
            if place is not None and name in self.given_out.words:
                padded[place] = self.given_out.codes(name, padded[place])
        return padded

    def compare(self, cells: Sequence[str], values: dict[str, str], faults: Faults) -> Faults:
        """Leave of a row what was changed, and the faults of that; a row that was not given out is left as it is."""
        before = self.given_out.before.get(values[KEY])
        values["edited"], values["emptied"] = "", ""
        if before is None:
            if not values[KEY]:
                values[KEY], values[VERSION] = _new_key(cells), "new"
            return faults
        self.seen.add(values[KEY])
        self._note_computed(cells, before)
        changed = self._changed(cells, before)
        for column, group in self.groups.of_column.items():
            if group not in changed:
                values[column] = ""
        emptied = [name for group in changed.values() for name, (was, now) in group.items() if was and not now]
        values["emptied"] = " ".join(emptied)
        values["edited"] = json.dumps(
            {
                group: {
                    "before": {name: was for name, (was, _now) in said.items()},
                    "mine": {name: now for name, (_was, now) in said.items()},
                }
                for group, said in changed.items()
            },
            ensure_ascii=False,
        )
        faults = [fault for fault in faults if self.groups.of_field.get(fault[0], fault[0]) in changed]
        return [*faults, *((name, "cell.emptied", {}) for name in emptied if name not in self.groups.may_be_empty)]

    def missing(self) -> list[str]:
        """The keys of the rows that were given out and are not there any more."""
        return [key for key in self.given_out.before if key not in self.seen]

    def _changed(self, cells: Sequence[str], before: Mapping[str, str]) -> dict[str, dict[str, tuple[str, str]]]:
        """Group -> each of its fields with what it said and says, of the groups in which a cell was changed."""
        said: dict[str, dict[str, tuple[str, str]]] = {}
        for header, name in self._editable.items():
            place = self._places.get(header)
            was = self.given_out.codes(name, before.get(header, ""))
            now = was if place is None else cells[place]
            said.setdefault(self.groups.of_field[name], {})[name] = (was, now)
        return {group: pairs for group, pairs in said.items() if any(was != now for was, now in pairs.values())}

    def _note_computed(self, cells: Sequence[str], before: Mapping[str, str]) -> None:
        for header in self._computed:
            if cells[self._places[header]] != before.get(header, ""):
                self.computed_changed[header] = self.computed_changed.get(header, 0) + 1


def _new_key(cells: Sequence[str]) -> str:
    """What a row without a key is known again by, so that the same workbook twice brings it in once."""
    return f"new-{hashlib.sha256(chr(31).join(cells).encode()).hexdigest()[:16]}"
