"""Files as other programs write them, for tests that bring them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:version="1.3"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
)
Cell = str | int | float | date
_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def an_ods(rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet as LibreOffice saves it, with numbers as numbers and texts as texts."""
    return an_ods_of_sheets({"Kunder": rows})


def an_ods_of_sheets(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """A workbook as LibreOffice saves it."""
    tables = "".join(f"<table:table table:name={quoteattr(name)}>{_rows(rows)}</table:table>" for name, rows in sheets.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", _MEDIA_TYPE, zipfile.ZIP_STORED)
        packed.writestr("content.xml", _CONTENT.format(tables=tables))
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
    return out.getvalue()


def _rows(rows: Sequence[Sequence[Cell]]) -> str:
    return "".join(f"<table:table-row>{''.join(_cell(value) for value in row)}</table:table-row>" for row in rows)


def _cell(value: Cell) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
