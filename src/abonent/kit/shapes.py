"""What a value of a file that people may edit must look like, and where it does not: place and cure, never a guess.

Record({"name": Names(), "kind": OneOf(kinds), "required": YesNo()}, needed=("name", "kind")).faults(said, "own_fields[1]")
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place of a file, with its cure."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class Shape(Protocol):
    """What a value must look like."""

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""


@dataclass(frozen=True)
class Text:
    """Some letters, at most so many; `pattern` says which."""

    longest: int
    pattern: str = ""

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(said, str) or not said.strip() or len(said) > self.longest:
            yield Fault(place, _("Write a text of at most %(most)s letters.") % {"most": self.longest})
        elif self.pattern and not re.fullmatch(self.pattern, said):
            yield Fault(place, _("“%(said)s” cannot stand here.") % {"said": said})


@dataclass(frozen=True)
class YesNo:
    """True or false."""

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(said, bool):
            yield Fault(place, _("Write true or false."))


@dataclass(frozen=True)
class Whole:
    """A whole number between two."""

    least: int
    most: int

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if isinstance(said, bool) or not isinstance(said, int) or not self.least <= said <= self.most:
            yield Fault(place, _("Write a whole number from %(least)s to %(most)s.") % {"least": self.least, "most": self.most})


@dataclass(frozen=True)
class OneOf:
    """One of some words, asked for when a file is read."""

    words: Callable[[], Sequence[str]]

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        words = self.words()
        if said not in words:
            known = {"said": said, "words": ", ".join(words)}
            yield Fault(place, _("“%(said)s” is not known here. Write one of these: %(words)s.") % known)


@dataclass(frozen=True)
class Names:
    """A name in one or more languages: {"en": "Library", "sv": "Bibliotek"}."""

    longest: int = 60

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(said, dict) or not said:
            yield Fault(place, _('Write the name in one or more languages, as {"en": "Library"}.'))
            return
        languages = OneOf(lambda: [code for code, _label in settings.LANGUAGES])
        for language, text in said.items():
            yield from languages.faults(language, place)
            yield from Text(self.longest).faults(text, f"{place}.{language}")


@dataclass(frozen=True)
class ListOf:
    """Some values of one shape."""

    shape: Shape
    most: int = 500

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(said, list) or len(said) > self.most:
            yield Fault(place, _("Write a list of at most %(most)s, in square brackets.") % {"most": self.most})
            return
        for number, one in enumerate(said, start=1):
            yield from self.shape.faults(one, f"{place}[{number}]")


@dataclass(frozen=True)
class Record:
    """Values by name; what is not `needed` may be left out."""

    shapes: Mapping[str, Shape]
    needed: Sequence[str] = field(default_factory=tuple)

    def faults(self, said: Any, place: str) -> Iterator[Fault]:
        """What is wrong with a value."""
        if not isinstance(said, dict):
            yield Fault(place, _("Write names and values, in curly brackets."))
            return
        for name, value in said.items():
            if name in self.shapes:
                yield from self.shapes[name].faults(value, f"{place}.{name}")
            else:
                known = {"said": name, "words": ", ".join(self.shapes)}
                yield Fault(place, _("This version knows no “%(said)s” here. It knows: %(words)s.") % known)
        for name in self.needed:
            if name not in said:
                yield Fault(place, _("“%(name)s” is missing.") % {"name": name})
