"""Writes cells into a workbook (XLSX): one sheet is edited, every other part of the package is copied as it is.

Nothing is recalculated and no style is touched: a cell of ours is text, so a spreadsheet never takes it for a formula.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from lxml import etree

from abonent.external_lists.files.cells import CannotPlace, Writing, plain_header

_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"


def written(content: bytes, *, sheet: str, writing: Writing) -> bytes:
    """The workbook with the cells in its sheet."""
    try:
        package = ZipFile(io.BytesIO(content))
        parts = {member.filename: package.read(member) for member in package.infolist()}
        path = _path_of_sheet(parts, sheet)
        editing = _Sheet(parts, path)
        editing.write(writing)
    except (BadZipFile, KeyError, etree.XMLSyntaxError, ValueError) as error:
        raise CannotPlace from error
    parts |= editing.changed_parts()
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for member in package.infolist():
            copy.writestr(member, parts[member.filename])
    return out.getvalue()


def can_be_written(content: bytes) -> bool:
    """Whether it is a workbook of the kind that can be written: a package with sheets in XML."""
    try:
        return _BOOK in ZipFile(io.BytesIO(content)).namelist()
    except BadZipFile:
        return False


class _Sheet:
    """A sheet of the package, open for writing."""

    def __init__(self, parts: dict[str, bytes], path: str) -> None:
        self.parts, self.path = parts, path
        self.root = _parsed(parts[path])
        self.space = etree.QName(self.root).namespace
        self.strings = _parsed(parts[_STRINGS]) if _STRINGS in parts else None
        self.blanked = False
        data = self.root.find(self._named("sheetData"))
        if data is None:
            raise CannotPlace
        self.rows = dict(_numbered(data.findall(self._named("row"))))

    def write(self, writing: Writing) -> None:
        """Put the cells in; empty the rows that are to be emptied."""
        header = next((number for number in sorted(self.rows) if any(text for _c, text in self._texts(number))), None)
        if header is None or not writing.rows <= set(self.rows):
            raise CannotPlace
        places = {plain_header(text): column for column, text in self._texts(header) if text}
        for name in writing.headers:
            if name not in places:
                places[name] = max([self._latest_column(), *places.values()]) + 1
                self._put(header, places[name], name)
        for number in writing.emptied:
            self._empty(number)
        for number, cells in writing.cells.items():
            for name, text in zip(writing.headers, cells, strict=True):
                self._put(number, places[name], " ".join(text.split()))
        self._widen(max(places.values()))

    def changed_parts(self) -> dict[str, bytes]:
        """The parts of the package that are other than before."""
        changed = {self.path: _serialised(self.root)}
        if self.blanked and self.strings is not None:
            changed[_STRINGS] = _serialised(self.strings)
        return changed

    def _named(self, tag: str) -> str:
        return f"{{{self.space}}}{tag}"

    def _cells(self, number: int) -> Iterator[tuple[int, etree._Element]]:
        column = 0
        for cell in self.rows[number].findall(self._named("c")):
            place = _PLACE.fullmatch(cell.get("r", ""))
            column = _column_number(place[1]) if place else column + 1
            yield column, cell

    def _texts(self, number: int) -> Iterator[tuple[int, str]]:
        for column, cell in self._cells(number):
            yield column, self._text(cell)

    def _text(self, cell: etree._Element) -> str:
        if cell.get("t") == "s" and self.strings is not None:
            index = self._string_index(cell)
            return _joined(self.strings[index]) if index is not None else ""
        return _joined(cell)

    def _string_index(self, cell: etree._Element) -> int | None:
        value = cell.findtext(self._named("v"))
        return int(value) if value and self.strings is not None and int(value) < len(self.strings) else None

    def _latest_column(self) -> int:
        return max((column for number in self.rows for column, cell in self._cells(number) if len(cell)), default=0)

    def _put(self, number: int, column: int, text: str) -> None:
        row = self.rows[number]
        cell = next((cell for at, cell in self._cells(number) if at == column), None)
        if cell is None:
            if not text:
                return
            before = sum(1 for at, _cell in self._cells(number) if at < column)
            cell = etree.Element(self._named("c"), r=f"{_column_letters(column)}{number}")
            row.insert(before, cell)
            row.attrib.pop("spans", None)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if text:
            cell.set("t", "inlineStr")
            line = etree.SubElement(etree.SubElement(cell, self._named("is")), self._named("t"))
            line.text = _xml_text(text)
            line.set(_SPACE, "preserve")

    def _empty(self, number: int) -> None:
        """Take the values of a row away, in the table of shared texts too where no other cell has them. Formulas stay, without results."""
        indexes = {index for _c, cell in self._cells(number) if cell.get("t") == "s" and (index := self._string_index(cell)) is not None}
        for _column, cell in self._cells(number):
            for child in list(cell):
                if etree.QName(child).localname != "f":
                    cell.remove(child)
            cell.attrib.pop("t", None)
        for index in indexes - self._strings_in_use():
            assert self.strings is not None
            for child in list(self.strings[index]):
                self.strings[index].remove(child)
            etree.SubElement(self.strings[index], f"{{{etree.QName(self.strings).namespace}}}t")
            self.blanked = True

    def _strings_in_use(self) -> set[int]:
        used = set()
        for path, part in self.parts.items():
            if path.startswith("xl/worksheets/") and path.endswith(".xml"):
                root = self.root if path == self.path else _parsed(part)
                cells = root.iter(f"{{{etree.QName(root).namespace}}}c")
                used |= {int(value) for cell in cells if cell.get("t") == "s" and (value := cell.findtext("{*}v"))}
        return used

    def _widen(self, column: int) -> None:
        """Let the sheet say how far it reaches now."""
        dimension = self.root.find(self._named("dimension"))
        found = re.fullmatch(r"([A-Z]+\d+):([A-Z]+)(\d+)", dimension.get("ref", "")) if dimension is not None else None
        if dimension is not None and found and _column_number(found[2]) < column:
            dimension.set("ref", f"{found[1]}:{_column_letters(column)}{found[3]}")


def _path_of_sheet(parts: dict[str, bytes], name: str) -> str:
    book = _parsed(parts[_BOOK])
    sheet = next((one for one in book.iter("{*}sheet") if one.get("name") == name), None)
    if sheet is None:
        raise CannotPlace
    reference = next((sheet.get(f"{{{space}}}id") for space in _RELATIONS if sheet.get(f"{{{space}}}id")), None)
    relations = _parsed(parts["xl/_rels/workbook.xml.rels"])
    target = next(one.get("Target") for one in relations if one.get("Id") == reference)
    return posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target.lstrip("/")


def _parsed(part: bytes) -> etree._Element:
    """A part as XML; entities, which no workbook needs, are not resolved."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _numbered(rows: list[etree._Element]) -> Iterator[tuple[int, etree._Element]]:
    number = 0
    for row in rows:
        number = int(row.get("r", number + 1))
        yield number, row


def _joined(element: etree._Element) -> str:
    return "".join(text for part in element.iter("{*}t", "{*}v") if (text := part.text))


def _xml_text(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
