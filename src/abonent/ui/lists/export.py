"""A whole view as a file: CSV that streams, XLSX with typed cells.

CSV is written for the spreadsheet it will be opened in: UTF-8 with a byte order mark; semicolon and decimal comma for readers of
Swedish, Finnish, Polish, Hungarian, comma and point for English; days as 2026-07-21.

A text that a spreadsheet would take for a formula - its first character is one of = + - @, their full-width twins, tab or line
break - gets an apostrophe in front, which spreadsheets show as text and our own import takes off again. Left as they are: telephone
numbers (+46 70 174 06 35: a plus, digits and spaces) and plain numbers (-12,50), for those are no formulas and have to stay usable.
"""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Protocol

from django.db.models import QuerySet
from django.utils.translation import gettext
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from abonent.ui.lists.columns import Column

CHUNK = 2000
FORMULA_START = re.compile(r"^[=+\-@\t\r\n＝＋－＠]")
PLAIN = re.compile(r"^(\+\d[\d ]*|-\d+([.,]\d+)?)$")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


class Rows(Protocol):
    """What gives its rows one by one: a queryset, or what was computed."""

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """The rows, read so many at a time."""


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def neutral(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if FORMULA_START.match(text) and not PLAIN.match(text) else text


def told(rows: Iterator[Any], tell: Callable[[int], None] | None) -> Iterator[Any]:
    """The rows, while `tell` hears after each chunk how many have gone by."""
    for count, row in enumerate(rows, start=1):
        yield row
        if tell and not count % CHUNK:
            tell(count)


def csv_lines(queryset: Rows, columns: Sequence[Column], language: str, tell: Callable[[int], None] | None = None) -> Iterator[str]:
    """The view line by line, head first; rows come from a server-side cursor, so memory stays flat."""
    english = language.startswith("en")
    writer = csv.writer(_Line(), delimiter="," if english else ";", lineterminator="\r\n")
    comma = "." if english else ","
    yield BYTE_ORDER_MARK + writer.writerow([neutral(str(column.label)) for column in columns])  # type: ignore[operator]
    for row in told(queryset.iterator(chunk_size=CHUNK), tell):
        yield writer.writerow([_text(column.typed(row), comma) for column in columns])  # type: ignore[misc]


def xlsx_file(queryset: Rows, columns: Sequence[Column], title: str, tell: Callable[[int], None] | None = None) -> IO[bytes]:
    """The view as a spreadsheet in a temporary file, rewound; rows are written through, so memory stays flat."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31].strip("' ") or gettext("List"))
        bold = book.add_format({"bold": True, "bottom": 1})
        formats = _formats(book)
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 14 if column.numeric else 20)
            sheet.write_string(0, place, str(column.label), bold)
        for line, row in enumerate(told(queryset.iterator(chunk_size=CHUNK), tell), start=1):
            for place, column in enumerate(columns):
                _write(sheet, line, place, column.typed(row), formats)
        sheet.autofilter(0, 0, 0, len(columns) - 1)
    target.seek(0)
    return target


def _text(value: Any, comma: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (Decimal, int, float)):
        return format(value, "f").replace(".", comma) if isinstance(value, Decimal) else str(value).replace(".", comma)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return neutral(str(value))


def _formats(book: Workbook) -> dict[type, Format]:
    return {
        Decimal: book.add_format({"num_format": "#,##0.00"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
    }


def _write(sheet: Worksheet, line: int, place: int, value: Any, formats: dict[type, Format]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, Decimal):
        sheet.write_number(line, place, float(value), formats[Decimal])
    elif isinstance(value, (int, float)):
        sheet.write_number(line, place, value)
    elif isinstance(value, (datetime, date)):
        sheet.write_datetime(line, place, value, formats[type(value)])
    else:
        sheet.write_string(line, place, str(value)[:32767])


def whole_csv(queryset: QuerySet[Any], columns: Sequence[Column], language: str) -> str:
    """The CSV in one piece, for commands and tests."""
    text = io.StringIO()
    text.writelines(csv_lines(queryset, columns, language))
    return text.getvalue()
