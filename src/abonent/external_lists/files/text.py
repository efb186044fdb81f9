"""Writes cells into a text file of rows: every byte outside of them stays, encoding, separator, quotation marks and line ends too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from abonent.external_lists.files.cells import CannotPlace, Writing, one_line, plain_header

_WIDE_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True)
class Row:
    """A row of the file: its number, its cells as (from, to) with their quotation marks, where the row ends before its line end."""

    number: int
    cells: list[tuple[int, int]]
    end: int


def written(content: bytes, *, encoding: str, separator: str, writing: Writing) -> bytes:
    """The file with the cells in it."""
    mark, codec = _mark_and_codec(content, encoding)
    text = _decoded(content[len(mark) :], codec)
    return mark + _encoded(_Editing(text, separator, codec, writing).edited(), codec)


class _Editing:
    """One pass over the rows of a text, that copies what stays and writes what is new."""

    def __init__(self, text: str, separator: str, codec: str, writing: Writing) -> None:
        self.text, self.separator, self.codec, self.writing = text, separator, codec, writing
        self.start = _after_separator_line(text)
        header = next((row for row in self._rows() if any(self._cell(row))), None)
        if header is None:
            raise CannotPlace
        self.header = header
        names = [plain_header(name) for name in self._cell(header)]
        self.quotes_all = all(text[one:end].startswith('"') for one, end in header.cells)
        self.known = {name: names.index(name) for name in writing.headers if name in names}
        self.added = [name for name in writing.headers if name not in self.known]
        self.width = max((len(row.cells) for row in self._rows()), default=0) if self.added else len(header.cells)

    def edited(self) -> str:
        """The text with the new cells."""
        out: list[str] = []
        copied = 0
        left = set(self.writing.rows)
        for row in self._rows():
            if not left and not self.added:
                break
            left.discard(row.number)
            if replaced := self._replaced(row):
                out += [self.text[copied : row.cells[0][0]], replaced]
                copied = row.end
        if left:
            raise CannotPlace
        return "".join([*out, self.text[copied:]])

    def _replaced(self, row: Row) -> str:
        """The row as it shall be; the empty text if it stays."""
        is_header = row.number == self.header.number
        if not is_header and row.number not in self.writing.rows and not self.added:
            return ""
        if row.cells[0] == (row.end, row.end) and len(row.cells) == 1:
            return ""
        cells = [self.text[one:end] for one, end in row.cells]
        if row.number in self.writing.emptied:
            cells = [""] * len(cells)
        own = dict(zip(self.writing.headers, self.writing.cells.get(row.number, ()), strict=False))
        for name, place in self.known.items():
            if name in own:
                cells += [""] * (place + 1 - len(cells))
                cells[place] = self._quoted(own[name])
        if self.added:
            cells += [""] * (self.width - len(cells))
            cells += [self._quoted(name if is_header else own.get(name, "")) for name in self.added]
        return self.separator.join(cells)

    def _rows(self) -> Iterator[Row]:
        return _rows(self.text, self.separator, self.start)

    def _cell(self, row: Row) -> list[str]:
        return [_bare(self.text[one:end]) for one, end in row.cells]

    def _quoted(self, value: str) -> str:
        cell = _writable(one_line(value), self.codec)
        if self.quotes_all or self.separator in cell or '"' in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell


def _rows(text: str, separator: str, start: int) -> Iterator[Row]:
    """The rows as Python's own reader of such files numbers them: empty lines count."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(separator)}\r\n]*')
    place, number = start, 0
    while place < len(text):
        number += 1
        cells = []
        while True:
            found = cell.match(text, place)
            assert found is not None
            cells.append(found.span())
            place = found.end()
            if not text.startswith(separator, place):
                break
            place += len(separator)
        yield Row(number, cells, place)
        if place < len(text) and text[place] not in "\r\n":
            raise CannotPlace
        place += 2 if text.startswith("\r\n", place) else 1


def _bare(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _after_separator_line(text: str) -> int:
    """Where the table begins: a first line "sep=;" is a word to spreadsheets, no row."""
    line = re.match(r"sep=[^\r\n]*(\r\n|\r|\n)?", text, re.IGNORECASE)
    return line.end() if line else 0


def _mark_and_codec(content: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark, which stays, and the codec of what follows it."""
    if encoding == "utf-8-sig":
        return b"\xef\xbb\xbf", "utf-8"
    if encoding in ("utf-16", "utf-32"):
        for mark, codec in _WIDE_MARKS:
            if codec.startswith(encoding) and content.startswith(mark):
                return mark, codec
        raise CannotPlace
    return b"", encoding


def _decoded(content: bytes, codec: str) -> str:
    text = content.decode(codec, _errors(codec))
    if _encoded(text, codec) != content:
        raise CannotPlace
    return text


def _encoded(text: str, codec: str) -> bytes:
    return text.encode(codec, _errors(codec))


def _errors(codec: str) -> str:
    return "surrogatepass" if codec.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _writable(text: str, codec: str) -> str:
    """The text in letters that the encoding has: one that it has not loses its marks, or becomes a question mark."""
    return "".join(_letters(letter, codec) for letter in text)


def _letters(letter: str, codec: str) -> str:
    for candidate in (letter, "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))):
        try:
            candidate.encode(codec)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"
