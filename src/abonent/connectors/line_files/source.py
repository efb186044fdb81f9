"""From the bytes of an uploaded file to numbered lines of text.

What banks, mail programs and editors do to a file is undone here: byte order marks, UTF-16, three kinds of line ends or none at all (then
records of a fixed width are cut), a closing Ctrl-Z, control characters. Memory is bounded by the longest line.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO, NoReturn

from abonent.connectors.line_files.charsets import decoded
from abonent.connectors.line_files.refusals import CannotReadLines

SIZE_LIMIT = 64 * 1024 * 1024  # about 500,000 payments; a bank splits long before
CHUNK = 256 * 1024
LINE_LIMIT = 64 * 1024  # bytes; longer than any record by a factor of a hundred
HEAD = 4096

ARCHIVES = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "rar",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "Office",
}
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The database takes no NUL and people see no control character; a tabulator parts the columns of some files.
CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if chr(code) != "\t"}
UTF8 = "utf-8"
ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; `number` from 1."""

    number: int
    text: str


class Source:
    """One file, opened. `warnings` (code -> parameters) is complete once the lines are read."""

    def __init__(self, file: BinaryIO, name: str, refused: type[CannotReadLines] = CannotReadLines) -> None:
        self.name = name
        self.refused = refused
        self.warnings: dict[str, dict[str, Any]] = {}
        self.file = self._checked(file)

    def refuse(self, code: str, line: int = 0, column: int = 0, **parameters: Any) -> NoReturn:
        raise self.refused(code, **{"file": self.name, "line": line, "column": column, **parameters})

    def _checked(self, file: BinaryIO) -> BinaryIO:
        size = file.seek(0, 2)
        if size > SIZE_LIMIT:
            self.refuse("lines.too_large", size=size, limit=SIZE_LIMIT)
        file.seek(0)
        head = file.read(HEAD)
        for magic, kind in ARCHIVES.items():
            if head.startswith(magic):
                self.refuse("lines.archive", kind=kind)
        if not head.strip(b" \t\r\n\0\x1a\xef\xbb\xbf"):
            self.refuse("lines.empty")
        if not head.startswith(WIDE):
            return file
        file.seek(0)
        try:
            return BytesIO(file.read().decode("utf-16").encode(UTF8))
        except UnicodeError:
            self.refuse("lines.undecodable", encoding="UTF-16")

    def encoding(self, standard: str) -> str:
        """The standard's own encoding, unless letters beyond ASCII are UTF-8 throughout: that never happens by chance."""
        is_utf8, has_letters = self.looks_like_utf8()
        if not (is_utf8 and has_letters):
            return standard
        self.warnings["lines.read_as_utf8"] = {"standard": standard}
        return UTF8

    def looks_like_utf8(self) -> tuple[bool, bool]:
        """Whether the whole file is UTF-8, and whether it has a byte beyond ASCII."""
        decoder = codecs.getincrementaldecoder(UTF8)()
        has_letters = False
        for chunk in self.chunks():
            has_letters = has_letters or not chunk.isascii()
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return False, True
        return not decoder.getstate()[0], has_letters

    def bytes_beyond_ascii(self) -> Counter[int]:
        """How often each occurs."""
        found: Counter[int] = Counter()
        for chunk in self.chunks():
            found.update(chunk.translate(None, ASCII))
        return found

    def chunks(self) -> Iterator[bytes]:
        """The file from its beginning, without a byte order mark."""
        self.file.seek(0)
        if self.file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
            self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk

    def lines(self, encoding: str, width: int = 0) -> Iterator[Line]:
        """All lines but the blanks at the end of the file; with `width`, longer lines are cut into records of so many columns."""
        number = 0
        for raw in self._raw_lines(width):
            text = self._decoded(raw, encoding).translate(CONTROLS)
            for start in range(0, len(text) or 1, width or len(text) or 1):
                number += 1
                yield Line(number, text[start : start + width] if width else text)

    def _raw_lines(self, width: int) -> Iterator[bytes]:
        rest, ending = b"", b"\n"
        for position, chunk in enumerate(self.chunks()):
            if position == 0 and b"\n" not in chunk and b"\r" in chunk:
                ending = b"\r"
            *whole, rest = (rest + chunk).split(ending)
            yield from (line.rstrip(b"\r") for line in whole)
            if len(rest) > LINE_LIMIT:
                if not width:
                    self.refuse("lines.too_long")
                cut = len(rest) - len(rest) % width
                yield rest[:cut]
                rest = rest[cut:]
        rest = rest.rstrip(b"\x1a\0\r\n")
        if rest:
            yield rest

    def _decoded(self, raw: bytes, encoding: str) -> str:
        text = decoded(raw, encoding)
        if "\ufffd" in text:
            self.warnings.setdefault("lines.letters_lost", {"encoding": encoding})
        return text


def head_text(head: bytes) -> str:
    """The beginning of a file as plain characters, without marks and blanks: enough to tell a format."""
    if head.startswith(WIDE):
        head = head.decode("utf-16", errors="replace").encode(UTF8)
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip(" \t\r\n\0")
