"""A view of a list as a workbook that is changed elsewhere and comes back: which columns it has, and how it is written.

The sheet of the rows begins with two hidden columns, the key of each row and its version. Two hidden sheets go with it: what the
workbook is (list, view, day, which column is which field, the words for its codes), and every row as it was given out. So whoever
reads the workbook again knows which cells were changed, however the rows were sorted, filtered or copied meanwhile.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from abonent.kit.batches import batched
from abonent.ui.lists.columns import Column
from abonent.ui.lists.export import told

ABOUT, BEFORE = "abonent", "abonent-before"
KEY, VERSION = "key", "version"
# So many rows are asked for at a time.
CHUNK = 500
_LAST_ROW = 1_048_575
# The most letters that a list of choices may have inside a workbook.
_CHOICE_LETTERS = 250


@dataclass(frozen=True, kw_only=True)
class SheetColumn:
    """A column that can be changed: the field that it is, and the words for its codes; a cell of `several` has them with commas between."""

    field: str
    label: Any
    words: Mapping[str, str] = dataclass_field(default_factory=dict)
    several: bool = False
    numeric: bool = False

    def cell(self, value: str) -> str:
        """A value in words."""
        if not self.several:
            return self.words.get(value, value)
        return ", ".join(self.words.get(code, code) for code in value.split(", ")) if value else ""


@dataclass(frozen=True)
class GivenRow:
    """A row as it is given out: the identity it has in the list, its key, its version, what each field says."""

    identity: Any
    key: str
    version: str
    values: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class EditableSheet:
    """How a list is given out to be changed: `kind` is the import by which it comes back; `computed` are columns of the list to look at."""

    kind: str
    permission: str
    columns: Callable[[], Sequence[SheetColumn]]
    given: Callable[[Sequence[Any]], Iterable[GivenRow]]
    computed: Sequence[str] = ()


@dataclass(frozen=True)
class _Shape:
    """What is written: the columns to look at, then those to change."""

    computed: Sequence[Column]
    editable: Sequence[SheetColumn]

    @property
    def headers(self) -> list[str]:
        """The headers of the sheet, each once: a second column of a name gets a number."""
        labels = [
            _("Key"),
            _("Version"),
            *(str(column.label) for column in self.computed),
            *(str(column.label) for column in self.editable),
        ]
        return [label if label not in labels[:place] else f"{label} {place + 1}" for place, label in enumerate(labels)]

    @property
    def fields(self) -> list[str]:
        """Which field each column is; the empty text for one that is worked out."""
        return [KEY, VERSION, *("" for _column in self.computed), *(column.field for column in self.editable)]

    def cells(self, row: Any, given: GivenRow) -> list[Any]:
        """A row as it stands in the sheet."""
        editable = (column.cell(given.values.get(column.field, "")) for column in self.editable)
        return [given.key, given.version, *(column.typed(row) for column in self.computed), *editable]


def workbook(
    rows: Iterator[Any],
    declared: EditableSheet,
    columns: Sequence[Column],
    *,
    identity: str,
    about: Mapping[str, str],
    tell: Callable[[int], None] | None = None,
) -> IO[bytes]:
    """The rows as a workbook in a temporary file, rewound; rows are written through, so memory stays flat."""
    shape = _Shape([column for column in columns if column.name in declared.computed], declared.columns())
    target = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(target, options) as book:
        title = re.sub(r"[\[\]:*?/\\]", " ", about["title"])[:31].strip("' ") or _("List")
        formats = _formats(book)
        sheets = [book.add_worksheet(title), book.add_worksheet(BEFORE)]
        _write_about(book.add_worksheet(ABOUT), shape, {**about, "kind": declared.kind, "sheet": title})
        for sheet in sheets:
            _lay_out(sheet, shape, formats)
        sheets[1].hide()
        for line, cells in enumerate(_lines(told(rows, tell), declared, shape, identity), start=1):
            for sheet in sheets:
                _write_row(sheet, line, cells, shape, formats)
        sheets[0].autofilter(0, 0, 0, len(shape.headers) - 1)
        _offer_choices(sheets[0], shape)
    target.seek(0)
    return target


def _lines(rows: Iterator[Any], declared: EditableSheet, shape: _Shape, identity: str) -> Iterator[list[Any]]:
    """The rows in the order of the list, each as it is given out; one that has gone since is left out."""
    for some in batched(rows, CHUNK):
        given = {one.identity: one for one in declared.given([getattr(row, identity) for row in some])}
        yield from (shape.cells(row, given[found]) for row in some if (found := getattr(row, identity)) in given)


def _formats(book: Workbook) -> dict[Any, Format]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "head of computed": book.add_format({"italic": True, "bottom": 1, "font_color": "#666666"}),
        str: book.add_format({"num_format": "@"}),
        "computed": book.add_format({"font_color": "#666666", "bg_color": "#f2f2f2"}),
        date: book.add_format({"num_format": "yyyy-mm-dd", "font_color": "#666666", "bg_color": "#f2f2f2"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm", "font_color": "#666666", "bg_color": "#f2f2f2"}),
    }


def _lay_out(sheet: Worksheet, shape: _Shape, formats: Mapping[Any, Format]) -> None:
    """Whole columns are text, so that what is typed into them stays as it was typed: 0701740635 keeps its zero."""
    first_editable = 2 + len(shape.computed)
    sheet.freeze_panes(1, first_editable)
    sheet.set_column(0, 1, None, formats[str], {"hidden": True})
    for place, header in enumerate(shape.headers):
        computed = 2 <= place < first_editable
        sheet.write_string(0, place, header, formats["head of computed" if computed else "head"])
        if computed:
            sheet.set_column(place, place, 16, formats["computed"])
        elif place >= first_editable:
            numeric = shape.editable[place - first_editable].numeric
            sheet.set_column(place, place, 20, None if numeric else formats[str])


def _write_row(sheet: Worksheet, line: int, cells: Sequence[Any], shape: _Shape, formats: Mapping[Any, Format]) -> None:
    first_editable = 2 + len(shape.computed)
    for place, value in enumerate(cells):
        if value is None or value == "":
            continue
        if 2 <= place < first_editable:
            _write_computed(sheet, line, place, value, formats)
        elif place >= first_editable and shape.editable[place - first_editable].numeric and value.isdecimal():
            sheet.write_number(line, place, int(value))
        else:
            sheet.write_string(line, place, str(value)[:32767], formats[str])


def _write_computed(sheet: Worksheet, line: int, place: int, value: Any, formats: Mapping[Any, Format]) -> None:
    if isinstance(value, (datetime, date)):
        sheet.write_datetime(line, place, value, formats[type(value)])
    elif isinstance(value, str):
        sheet.write_string(line, place, value[:32767], formats["computed"])
    else:
        sheet.write_number(line, place, float(value), formats["computed"])


def _write_about(sheet: Worksheet, shape: _Shape, about: Mapping[str, str]) -> None:
    """What the workbook is, a line each: a name and its value, a column and its field, a word and its code."""
    lines: list[tuple[str, ...]] = [("abonent", "1"), *about.items()]
    lines += [("column", header, found) for header, found in zip(shape.headers, shape.fields, strict=True)]
    lines += [("word", column.field, code, word) for column in shape.editable for code, word in column.words.items()]
    lines += [("several", column.field) for column in shape.editable if column.several]
    for line, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            sheet.write_string(line, place, cell)
    sheet.hide()


def _offer_choices(sheet: Worksheet, shape: _Shape) -> None:
    """Offer the words of a column where a cell has one of them and they are few enough for a workbook."""
    for place, column in enumerate(shape.editable, start=2 + len(shape.computed)):
        words = list(column.words.values())
        if words and not column.several and len(",".join(words)) <= _CHOICE_LETTERS and not any("," in word for word in words):
            sheet.data_validation(1, place, _LAST_ROW, place, {"validate": "list", "source": words, "error_type": "warning"})
