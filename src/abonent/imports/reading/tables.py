"""Opens a file as a table: which kind it is, its headers, its rows with the numbers a spreadsheet gives them."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from abonent.imports.reading.cells import cleaned
from abonent.imports.reading.encodings import encoding_of
from abonent.imports.reading.limits import MEGABYTE, Limits
from abonent.imports.reading.sheets import ABOUT, BEFORE, GivenOut
from abonent.imports.reading.trouble import Unreadable

Rows = Iterator[tuple[int, list[str]]]

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LETTERS = 65_536
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NO_TEXT = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x7fELF": "program",
    b"MZ\x90": "program",
    b"\x1f\x8b": "gzip",
    b"7z\xbc": "7z",
    b"Rar!": "RAR",
}
_WORKBOOK_MEMBERS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}


@dataclass(frozen=True)
class Layout:
    """How a file is read."""

    format: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Table:
    """A file open as a table. `rows` gives (row number, cells) once; blank rows are left out, and counted.

    `given_out` is what a workbook says of itself that was given out to be changed.
    """

    layout: Layout
    headers: list[str]
    rows: Rows
    given_out: GivenOut | None = None


def open_table(stream: BinaryIO, limits: Limits, layout: Layout | None = None) -> Table:
    """The table in a file. `layout` says how it was read before; without it, it is guessed."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise Unreadable("file.empty")
    if size > limits.file_mb * MEGABYTE:
        raise Unreadable("file.too_large", megabytes=size // MEGABYTE, most=limits.file_mb)
    head = stream.read(8)
    stream.seek(0)
    for mark, kind in _NO_TEXT.items():
        if head.startswith(mark):
            raise Unreadable("file.not_a_table", kind=kind)
    if head.startswith(_ZIP):
        _demand_a_workbook(stream, limits)
    is_workbook = head.startswith((_ZIP, _OLD_OFFICE))
    if is_workbook:
        layout, rows, given_out = _workbook(stream, layout)
    else:
        (layout, rows), given_out = _text(stream, layout), None
    headers = _headers(rows, limits)
    return Table(layout, headers, rows, given_out)


def mended(table: Table, cells_of: dict[str, list[str]]) -> Table:
    """The table with the cells of some rows as a person has mended them; `cells_of` is keyed by row number, as JSON has it."""
    if not cells_of:
        return table
    return replace(table, rows=((number, cells_of.get(str(number), cells)) for number, cells in table.rows))


def _headers(rows: Rows, limits: Limits) -> list[str]:
    _number, cells = next(rows, (0, []))
    if not cells:
        raise Unreadable("file.no_rows")
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > limits.columns:
        raise Unreadable("file.too_many_columns", columns=len(cells), most=limits.columns)
    headers = [" ".join(cell.split())[:100] for cell in cleaned(cells, row=1, headers=(), limits=limits)]
    twice = sorted({header for header in headers if header and headers.count(header) > 1})
    if twice:
        raise Unreadable("file.header_twice", headers=", ".join(twice))
    return headers


def _text(stream: BinaryIO, layout: Layout | None) -> tuple[Layout, Rows]:
    encoding = layout.encoding if layout else encoding_of(stream)
    # Bytes that are no letters come through as lone surrogates, so that the cell they stand in can be named.
    text = io.TextIOWrapper(stream, encoding, errors="replace" if encoding.startswith("utf-16") else "surrogateescape", newline="")
    head = text.read(_SAMPLE_LETTERS)
    text.seek(0)
    first, _newline, _rest = head.partition("\n")
    if first.lower().startswith("sep="):
        text.readline()
        layout = Layout("csv", encoding, first.strip()[4:5] or ";")
    layout = layout or Layout("csv", encoding, _separator(head))
    csv.field_size_limit(sys.maxsize)
    return layout, _numbered_text(csv.reader(text, delimiter=layout.separator, strict=True))


def _numbered_text(reader: Any) -> Rows:
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("file.quotes", row=number, detail=str(error)) from error
        except MemoryError as error:
            raise Unreadable("file.cell_too_long", row=number, column="", letters="", most="") from error
        if any(cells):
            yield number, cells


def _separator(head: str) -> str:
    """The separator that cuts the most rows of the head into as many cells as the first, and into more than one."""
    lines = head.splitlines()[:50]
    if len(head) == _SAMPLE_LETTERS and len(lines) > 1:
        lines.pop()

    def fitness(separator: str) -> tuple[int, int]:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=separator) if cells]
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths) if first > 1 else 0, first)

    return max(SEPARATORS, key=fitness)


def _demand_a_workbook(stream: BinaryIO, limits: Limits) -> None:
    """Look into an archive before anything is unpacked."""
    try:
        members = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("file.broken_workbook", detail=str(error)) from error
    finally:
        stream.seek(0)
    if not _WORKBOOK_MEMBERS & {member.filename for member in members}:
        raise Unreadable("file.archive")
    unpacked = sum(member.file_size for member in members) // MEGABYTE
    if unpacked > limits.unpacked_mb or len(members) > limits.archive_members:
        raise Unreadable("file.unpacks_too_large", megabytes=unpacked, most=limits.unpacked_mb)


def _workbook(stream: BinaryIO, layout: Layout | None) -> tuple[Layout, Rows, GivenOut | None]:
    try:
        book = CalamineWorkbook.from_filelike(stream)
        names = [name for name in book.sheet_names if name not in (ABOUT, BEFORE)]
        given_out = _given_out(book)
        named = given_out.about.get("sheet", "") if given_out else ""
        sheet_name = layout.sheet if layout else named if named in names else names[0]
        rows = _numbered_sheet(book, sheet_name)
    except (CalamineError, ValueError, IndexError, OSError) as error:
        raise Unreadable("file.broken_workbook", detail=str(error)[:200]) from error
    return Layout("workbook", sheet=sheet_name), rows, given_out


def _given_out(book: CalamineWorkbook) -> GivenOut | None:
    """What a workbook says of itself in its hidden sheets, if it was given out here."""
    if not {ABOUT, BEFORE} <= set(book.sheet_names):
        return None
    about, before = ([cells for _number, cells in _numbered_sheet(book, name)] for name in (ABOUT, BEFORE))
    return GivenOut.from_rows(about, before)


def _numbered_sheet(book: CalamineWorkbook, name: str) -> Rows:
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return ((number, cells) for number, row in enumerate(rows, start=1) if any(cells := [_as_text(cell) for cell in row]))


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return "" if value is None else str(value)
