"""How a foreign file is read: its encoding, its separator, its cells; and what is refused with its place and cure."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter

from abonent.imports.reading.cells import cleaned, column_name, demand_plain
from abonent.imports.reading.encodings import encoding_of
from abonent.imports.reading.limits import Limits
from abonent.imports.reading.tables import Layout, open_table
from abonent.imports.reading.trouble import Fault, Unreadable
from abonent.imports.testing import an_ods

SWEDISH = "Nummer;Namn;Gata\n1;Åke Öberg;Ängsvägen 3\n2;Östen Hjälm;Storgatan 5\n"
POLISH = "Numer;Nazwisko;Ulica\n1;Łukasz Wiśniewski;Źródlana 3\n2;Małgorzata Żak;Świętojańska 5\n"
HUNGARIAN = "Szám;Név;Utca\n1;Szabó Erzsébet;Fő utca 3\n2;Győző Őze;Hűvösvölgyi út 5\n"


def table(content: bytes, layout: Layout | None = None) -> tuple[Layout, list[str], list[tuple[int, list[str]]]]:
    opened = open_table(io.BytesIO(content), Limits(), layout)
    return (
        opened.layout,
        opened.headers,
        [(row, cleaned(cells, row=row, headers=opened.headers, limits=Limits())) for row, cells in opened.rows],
    )


def refusal(content: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        table(content)
    return refused.value


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Kunder")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SWEDISH, "utf-8"), (SWEDISH, "utf-8-sig"), (SWEDISH, "utf-16"), (SWEDISH, "utf-16-le"), (SWEDISH, "cp1252"),
        (POLISH, "utf-8"), (POLISH, "cp1250"), (POLISH, "iso8859_2"), (POLISH, "utf-16"),
        (HUNGARIAN, "utf-8"), (HUNGARIAN, "cp1250"), (HUNGARIAN, "iso8859_2"),
    ],
)  # fmt: skip
def test_letters_come_out_right_in_any_encoding(text: str, encoding: str):
    _layout, headers, rows = table(text.encode(encoding))
    lines = [line.split(";") for line in text.splitlines()]
    assert [headers, *(cells for _row, cells in rows)] == lines


def test_a_file_with_a_broken_byte_is_still_utf_8_and_the_byte_is_named():
    content = (SWEDISH * 20).encode() + b"77;Bj\xf6rn;Gata\n"
    assert encoding_of(io.BytesIO(content)) == "utf-8"
    trouble = refusal(content)
    assert (trouble.code, trouble.parameters["column"], trouble.parameters["byte"]) == ("file.encoding", "Namn", "0xF6")
    assert trouble.parameters["row"] == 61


def test_what_nobody_sees_in_a_cell_is_not_there_and_a_blank_is_a_blank():
    cells = ["Stor\u00adgatan\u200b", "Norra\u00a0Kungsholmsgatan", "\ufeff12\u202fB"]
    assert cleaned(cells, row=2, headers=(), limits=Limits()) == ["Storgatan", "Norra Kungsholmsgatan", "12 B"]


def test_text_decoded_wrongly_before_is_refused():
    trouble = refusal(SWEDISH.encode("utf-8").decode("cp1252").encode("utf-8"))
    assert (trouble.code, trouble.parameters["row"], trouble.parameters["column"]) == ("file.decoded_twice", 2, "Namn")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_the_one_that_cuts_all_rows_alike(separator: str):
    text = "number{0}name{0}street\n1{0}Ek; Anna{0}Storgatan 1\n2{0}Alm{0}Nygatan\n".replace("; ", " ").format(separator)
    layout, headers, _rows = table(text.encode())
    assert (layout.separator, headers) == (separator, ["number", "name", "street"])


def test_a_quoted_cell_may_hold_the_separator_and_a_new_line():
    _layout, _headers, rows = table(b'number;name\n1;"Ek; Anna\nKarin"\n2;Alm\n')
    assert rows == [(2, ["1", "Ek; Anna\nKarin"]), (3, ["2", "Alm"])]


def test_excels_own_line_about_the_separator_is_obeyed():
    layout, headers, rows = table(b"sep=,\nnumber,name\n1,Ek\n")
    assert (layout.separator, headers, [cells for _row, cells in rows]) == (",", ["number", "name"], [["1", "Ek"]])


def test_blank_rows_are_left_out_but_counted():
    _layout, _headers, rows = table(b"number;name\n1;Ek\n;\n\n3;Alm\n")
    assert [row for row, _cells in rows] == [2, 5]


def test_a_workbook_is_read_with_its_numbers_as_people_see_them():
    layout, headers, rows = table(workbook([["Nummer", "Postnr", "Namn"], [1, 87131, "Åke"], [2, 1.5, "Eva"]]))
    assert (layout.format, layout.sheet, headers) == ("workbook", "Kunder", ["Nummer", "Postnr", "Namn"])
    assert rows == [(2, ["1", "87131", "Åke"]), (3, ["2", "1.5", "Eva"])]


def test_an_open_document_is_read_like_any_workbook():
    layout, headers, rows = table(an_ods([["Nummer", "Postnr", "Namn"], [1, 87131, "Åke & Co"], [2, "871 32", "Eva"]]))
    assert (layout.format, layout.sheet, headers) == ("workbook", "Kunder", ["Nummer", "Postnr", "Namn"])
    assert rows == [(2, ["1", "87131", "Åke & Co"]), (3, ["2", "871 32", "Eva"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\n\n", "file.no_rows"),
        (b"number;name;number\n1;a;2\n", "file.header_twice"),
        (b"%PDF-1.7\n", "file.not_a_table"),
        (b"\x89PNG\r\n", "file.not_a_table"),
        (b'number;name\n1;"Ek\n2;Alm\n', "file.quotes"),
        (b"number;name\n1;E\x00k\n", "file.nul"),
        (b"number;name\n1;E\x07k\n", "file.control"),
        (b"PK\x03\x04 and nothing more", "file.broken_workbook"),
        (b";".join(b"c%d" % number for number in range(600)) + b"\n1\n", "file.too_many_columns"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, code: str):
    assert refusal(content).code == code


def test_a_cell_of_a_million_letters_is_refused_with_its_place():
    trouble = refusal(b"number;name\n1;Ek\n2;" + b"x" * 1_000_000 + b"\n")
    assert (trouble.code, trouble.parameters["row"], trouble.parameters["column"], trouble.parameters["letters"]) == (
        "file.cell_too_long",
        3,
        "name",
        1_000_000,
    )


def archive(name: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * size)
    return out.getvalue()


def test_an_archive_is_not_a_workbook():
    assert refusal(archive("customers.csv", 100)).code == "file.archive"


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked():
    bomb = archive("xl/workbook.xml", 301 * 2**20)
    assert len(bomb) < 2**20
    assert refusal(bomb).code == "file.unpacks_too_large"


@pytest.mark.parametrize("cell", ["=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd"])
def test_a_formula_is_no_value(cell: str):
    with pytest.raises(Fault, match="cell.formula"):
        demand_plain("name", cell, 120)


@pytest.mark.parametrize("cell", ["+46 70 174 06 35", "-", "-12", "070-174 06 35", "a=b"])
def test_telephone_numbers_and_dashes_are_values(cell: str):
    demand_plain("phone", cell, 120)


def test_a_column_is_named_by_its_header_else_by_its_letters():
    assert column_name(1, ["number", "name"]) == "name"
    assert [column_name(place, []) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


LOCKED_UP = """
import socket, sys
from abonent.imports.reading.limits import Limits, shut_in
shut_in(Limits(memory_mb=256), file_bytes=0)
for attempt in ({attempt},):
    try:
        attempt()
    except (OSError, MemoryError) as error:
        sys.stdout.write(type(error).__name__)
    else:
        sys.stdout.write("done")
"""


@pytest.mark.parametrize(
    ("attempt", "outcome"),
    [
        ("socket.socket", "OSError"),
        ("lambda: open('/etc/hostname')", "OSError"),
        ("lambda: bytearray(2**29)", "MemoryError"),
        ("lambda: len('x')", "done"),
    ],
)
def test_the_reader_cannot_reach_the_net_or_other_files_or_all_the_memory(attempt: str, outcome: str):
    ended = subprocess.run([sys.executable, "-c", LOCKED_UP.format(attempt=attempt)], capture_output=True, text=True, check=False)
    assert ended.stdout == outcome, ended.stderr
