"""What is written into a workbook is in it; other cells, formats, sheets and parts stay."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from abonent.external_lists.files.cells import CannotPlace, Writing
from abonent.external_lists.files.workbook import can_be_written, written

HEADERS = ("Result", "Note")


def a_workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    bold, money = book.add_format({"bold": True, "bg_color": "#FFEE00"}), book.add_format({"num_format": "0.00"})
    sheet = book.add_worksheet("Leads")
    sheet.write_row(0, 0, ["Name", "Phone", "Sum"], bold)
    sheet.write_row(1, 0, ["Åsa Ek", "070-1", 1.5], money)
    sheet.write(2, 0, "Bo <Berg>")
    sheet.write_formula(2, 2, "=C2*2", money, 3)
    sheet.set_column(0, 0, 40)
    sheet.autofilter(0, 0, 2, 2)
    book.add_worksheet("Other").write(0, 0, "Åsa Ek")
    book.close()
    return out.getvalue()


def cells(content: bytes, sheet: str = "Leads") -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def after(content: bytes, cells_of, emptied=frozenset()) -> bytes:
    return written(content, sheet="Leads", writing=Writing(headers=HEADERS, cells=cells_of, emptied=emptied))


def test_results_stand_in_columns_at_the_end():
    found = after(a_workbook(), {3: ("Sold", "=1+1")})
    assert cells(found) == [
        ["Name", "Phone", "Sum", "Result", "Note"],
        ["Åsa Ek", "070-1", 1.5, "", ""],
        ["Bo <Berg>", "", 3.0, "Sold", "=1+1"],
    ]
    again = after(found, {2: ("No answer", "x"), 3: ("", "")})
    assert [row[3:] for row in cells(again)] == [["Result", "Note"], ["No answer", "x"], ["", ""]]


def test_all_other_parts_are_the_same_bytes_and_a_note_is_no_formula():
    before, found = ZipFile(io.BytesIO(a_workbook())), ZipFile(io.BytesIO(after(a_workbook(), {3: ("Sold", "=1+1")})))
    assert before.namelist() == found.namelist()
    changed = [name for name in before.namelist() if before.read(name) != found.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    sheet = found.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>C2*2</f>" in sheet and "autoFilter" in sheet and sheet.count("<f>") == 1
    assert 'ref="A1:E3"' in sheet


def test_an_emptied_row_is_gone_from_the_shared_texts_unless_another_cell_says_the_same():
    found = after(a_workbook(), {}, emptied=frozenset({2, 3}))
    assert [row for row in cells(found)[1:] if any(row)] == [["", "", 3.0, "", ""]] or len(cells(found)) == 1
    strings = ZipFile(io.BytesIO(found)).read("xl/sharedStrings.xml").decode()
    assert "Bo" not in strings and "070-1" not in strings
    assert cells(found, "Other") == [["Åsa Ek"]]


def test_what_is_no_such_workbook_is_refused():
    assert can_be_written(a_workbook()) and not can_be_written(b"PK\x03\x04 no package")
    with pytest.raises(CannotPlace):
        written(a_workbook(), sheet="Nowhere", writing=Writing(headers=HEADERS))
    with pytest.raises(CannotPlace):
        after(a_workbook(), {99: ("Sold", "")})
