"""How a line of a file looks: columns of fixed width or with a separator between them, in any encoding."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from abonent.kit.alphabets import BECOME_TWO, WITHOUT_MARKS

FIXED, SEPARATED = "fixed", "separated"
LEFT, RIGHT = "left", "right"
LINE_ENDS = {"crlf": "\r\n", "lf": "\n", "cr": "\r"}
# Python calls these encodings; what they write is a notation for programs.
NOTATIONS = {"idna", "punycode", "raw_unicode_escape", "raw-unicode-escape", "unicode_escape", "unicode-escape", "utf-7"}
# The rest is counted, not told: nobody mends more by hand.
MOST_REMARKS = 100


@dataclass(frozen=True)
class LayoutColumn:
    """A field of the file: what stands in it, in how many characters, on which side, and what fills the rest. Width 0: as long as it is."""

    field: str
    width: int = 0
    align: str = LEFT
    fill: str = " "


@dataclass(frozen=True)
class Layout:
    """A file. Where its encoding lacks a letter, the plain one beside it is written, else `replacement`; without one it is refused."""

    columns: tuple[LayoutColumn, ...]
    kind: str = FIXED
    separator: str = ";"
    header: bool = False
    line_end: str = "crlf"
    encoding: str = "latin-1"
    replacement: str = "?"


@dataclass(frozen=True)
class Unwritable:
    """A character that the encoding of a file lacks, or that nobody can print, with where it would stand."""

    line: int
    column: int
    field: str
    character: str

    @property
    def code(self) -> str:
        """The character for people who cannot see it."""
        return f"U+{ord(self.character):04X}"


class CannotWrite(ValueError):
    """A character stands in the way of a file that allows no other in its place."""

    def __init__(self, unwritable: Unwritable) -> None:
        super().__init__(f"line {unwritable.line}, column {unwritable.column} ({unwritable.field}): {unwritable.code}")
        self.unwritable = unwritable


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of text by this name; one that cannot write a line at a time is none for us."""
    try:
        is_one = codecs.lookup(name).name not in NOTATIONS and "\n" in "\n".encode(name).decode(name)
        return is_one and bool(codecs.getincrementalencoder(name))
    except (LookupError, ValueError, TypeError, AttributeError):
        return False


def can_stand(character: str, encoding: str) -> bool:
    """Whether a character can be printed, and written in an encoding; so must be what stands for others, and what fills a column."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return character.isprintable()


class Writer:
    """Writes rows by a layout, one after the other; remembers which characters could not stand as they were."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.lines = 0
        self.remarks: list[Unwritable] = []
        self.replaced = 0
        self._encoder = codecs.getincrementalencoder(layout.encoding)()
        self._known: dict[str, str] = {}
        self._end = LINE_ENDS[layout.line_end]
        # As tuples, for this is done a million times: to how many characters a cell is cut and filled, with what, and on which side.
        self._fields = tuple(column.field for column in layout.columns)
        self._cuts = tuple((column.width or None, column.width, column.fill, column.align == RIGHT) for column in layout.columns)

    def header(self, labels: Mapping[str, str]) -> bytes:
        """The line with the names of the columns."""
        return self.row(labels)

    def row(self, values: Mapping[str, str]) -> bytes:
        """One line of what is said of each field."""
        self.lines += 1
        cells = [values[field] for field in self._fields]
        if not self._stands("".join(cells)):
            cells = self._written(cells)
        return self._encoder.encode(self._joined(cells) + self._end)

    def _stands(self, text: str) -> bool:
        """Whether all of a line can stand as it is: asked of the whole, for nearly every line does."""
        if not text.isprintable():
            return False
        return text.isascii() or (unicodedata.is_normalized("NFC", text) and self._can_write(text))

    def _written(self, cells: Sequence[str]) -> list[str]:
        """The cells in characters that the file can hold."""
        written, at = [], 1
        for place, (column, value) in enumerate(zip(self.layout.columns, cells, strict=True), start=1):
            written.append(self._writable(value, column.field, at if self.layout.kind == FIXED else place))
            at += column.width
        return written

    def _joined(self, cells: Sequence[str]) -> str:
        if self.layout.kind != FIXED:
            return separated([cell[:cut] for cell, (cut, *_fill) in zip(cells, self._cuts, strict=True)], self.layout.separator)
        return "".join(
            [
                cell[:cut].rjust(width, fill) if right else cell[:cut].ljust(width, fill)
                for cell, (cut, width, fill, right) in zip(cells, self._cuts, strict=True)
            ]
        )

    def _writable(self, value: str, field: str, where: int) -> str:
        """The value in characters that the file can hold; composed first, for a letter and its mark are one."""
        value = unicodedata.normalize("NFC", value)
        if value.isascii() and value.isprintable():
            return value
        said = []
        for offset, character in enumerate(value):
            written = self._known.get(character)
            if written is None:
                written = self._known[character] = self._instead_of(character)
            if written != character:
                self._remark(Unwritable(self.lines, where + offset if self.layout.kind == FIXED else where, field, character))
            said.append(written)
        return "".join(said)

    def _instead_of(self, character: str) -> str:
        if not character.isprintable():
            return " "
        return next((found for found in _candidates(character) if self._can_write(found)), self.layout.replacement)

    def _can_write(self, text: str) -> bool:
        try:
            text.encode(self.layout.encoding)
        except UnicodeEncodeError:
            return False
        return bool(text)

    def _remark(self, unwritable: Unwritable) -> None:
        if not self.layout.replacement:
            raise CannotWrite(unwritable)
        self.replaced += 1
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(unwritable)


def separated(cells: Sequence[str], separator: str) -> str:
    """Cells with a separator between them; one that has it, or a quotation mark, stands in quotation marks."""
    plain = separator.join(cells)
    if len(cells) > 1 and plain.count(separator) == len(cells) - 1 and '"' not in plain and plain.isprintable():
        return plain
    line = io.StringIO()
    csv.writer(line, delimiter=separator, lineterminator="").writerow(cells)
    return line.getvalue()


def _candidates(character: str) -> Iterator[str]:
    """The character, what is left of it without its marks, and the letters it stands for; capitals stay capitals."""
    yield character
    yield "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))
    plain = WITHOUT_MARKS.get(character, BECOME_TWO.get(character, ""))
    yield plain.title() if character.isupper() else plain
