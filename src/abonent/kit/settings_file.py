"""What a folder declares in its `settings_file.py` to stand in the one file of settings: `SECTIONS = [Words(...)]`.

A section is a list of entries, each a few plain values. The same entries come out of the database (`items`) and go into it (`write`),
so a file that was written is read without a difference. An entry is known again by what people call it, for numbers of rows mean
nothing in another installation. Nothing is ever deleted by a file; `withdraw` is for taking back what a file has added.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from abonent.kit.names import name_in
from abonent.kit.registry import Registry
from abonent.kit.shapes import Shape

Said = dict[str, Any]


class Section(ABC):
    """One kind of settings. `permission` is what a person needs to change them; a `single` one is one entry, not a list."""

    name: str
    label: Any
    permission: str
    labels: Mapping[str, Any]
    shape: Shape
    order: int = 50
    single: ClassVar[bool] = False

    @abstractmethod
    def items(self) -> Mapping[Any, Said]:
        """What is set up here, in the order of the file: key in this database, a number or a code -> what the entry says."""

    @abstractmethod
    def write(self, key: Any, says: Said, *, actor: Any, today: date) -> Any:
        """Let the entry with a key, or a new one, say this; the key. Inside a transaction, without an act of its own."""

    @abstractmethod
    def withdraw(self, key: Any, *, actor: Any, today: date) -> None:
        """Take back an entry that a file has added."""

    def called(self, says: Said, language: str) -> str:
        """What people call an entry."""
        return name_in(says["name"], language)

    def likeness(self, here: Said, wanted: Said) -> int:
        """How surely an entry of a file is the one that is here; nought if it is another."""
        return names_alike(here["name"], wanted["name"])

    def merged(self, here: Said, wanted: Said) -> Said:
        """What the entry that is here would say after the file: what the file leaves out stays."""
        return {**here, **{name: merged_names(here[name], value) if name == "name" else value for name, value in wanted.items()}}

    def whole(self, wanted: Said) -> Said:
        """What a new entry says, with the usual values where the file leaves some out."""
        return wanted

    def left_out(self) -> list[str]:
        """What is set up here and cannot be said in a file."""
        return []

    def objection(self, here: Said, wanted: Said) -> str:
        """Why the entry that is here, or a new one where `here` is empty, cannot be as the file says; the empty text if it can."""
        return ""

    def in_words(self, name: str, value: Any, language: str) -> str:
        """A value of an entry for people."""
        return str(value)


def part_of(section: Section) -> str:
    """The part of the product whose settings these are: where it is off, nobody is shown them."""
    return section.permission.partition(".")[0]


def names_alike(here: Mapping[str, str], wanted: Mapping[str, str]) -> int:
    """In how many languages two names are the same."""
    return sum(wanted.get(language, "").strip().casefold() == text.strip().casefold() != "" for language, text in here.items())


def merged_names(here: Mapping[str, str], wanted: Any) -> Any:
    """A name with the languages of both; where both have one, as the file has it."""
    return {**here, **wanted} if isinstance(here, Mapping) else wanted


declared_sections: Registry[Section] = Registry()
