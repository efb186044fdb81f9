"""R7: a thousand damaged files. Each is read or refused in words, within its limits; none is half loaded."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from abonent.customers.models import Customer
from abonent.customers.tests.test_import import BAD_ROWS, GOOD, REGISTER, TODAY, checked
from abonent.imports.models import ImportBatch
from abonent.imports.operations import commit_batch
from abonent.imports.reading.cells import cleaned
from abonent.imports.reading.limits import Limits
from abonent.imports.reading.tables import open_table
from abonent.imports.reading.trouble import Unreadable
from abonent.imports.refusals import CannotImport
from abonent.imports.testing import an_ods

GIVEN_OUT = {
    "Customers": [
        ["Key", "Version", "Number", "Given name", "Family name", "Town"],
        ["1", "a", "1", "Åke", "Öberg", "Norrvik"],
        ["2", "b", "2", "Anna", "Lindqvist", "Norrvik"],
    ],
    "abonent": [
        ["abonent", "1"], ["list", "customers"], ["title", "Customers"], ["day", "2026-02-01"], ["kind", "customers"], ["sheet", "Customers"],
        ["column", "Key", "key"], ["column", "Version", "version"], ["column", "Number", ""], ["column", "Given name", "given_name"],
        ["column", "Family name", "family_name"], ["column", "Town", "town"], ["word", "language", "sv", "Swedish"], ["several", "types"],
    ],
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.figure]

READ, LOADED = 1_000, 40
TEXT = (GOOD + BAD_ROWS.partition("\n")[2].replace("1;Åke", "11;Åke")).encode()
LAUGHS = (
    '<!DOCTYPE laughs [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(
        f'<!ENTITY {after} "{"".join(f"&{before};" for _ in range(10))}">' for before, after in zip("bcdefgh", "cdefghi", strict=True)
    )
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def sheets() -> tuple[bytes, bytes]:
    """The same rows as an XLSX and as an ODS workbook, a formula and a number of 400 digits among them."""
    rows = [line.split(";") for line in GOOD.splitlines()] + [["9", "=1+1", "9" * 400, "", "", "", ""]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Kunder")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue(), an_ods(rows)


def a_sheet_given_out() -> bytes:
    """A workbook that was given out, two cells of which were changed since."""
    before = GIVEN_OUT["Customers"]
    changed = [before[0], [*before[1][:3], "Åsa", *before[1][4:]], [*before[2][:5], "Åby"]]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in {"Customers": changed, "abonent-before": before, "abonent": GIVEN_OUT["abonent"]}.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def a_damaged_text(source: random.Random, content: bytes) -> bytes:
    """A text with something wrong in it: bytes changed, cut, doubled, put in another encoding, wrapped or swollen."""
    raw = bytearray(content)
    kind = source.randrange(8)
    if kind == 0:
        for _ in range(source.randint(1, 20)):
            raw[source.randrange(len(raw))] = source.randrange(256)
    elif kind == 1:
        raw = raw[: source.randrange(len(raw))]
    elif kind == 2:
        place = source.randrange(len(raw))
        raw[place:place] = bytes(source.randrange(256) for _ in range(source.randint(1, 50)))
    elif kind == 3:
        raw = bytearray(content.decode().encode(source.choice(["cp1252", "utf-16", "utf-32", "utf-16-be", "cp1250", "cp850"]), "replace"))
    elif kind == 4:
        place = source.randrange(len(raw))
        raw[place:place] = source.choice(
            [b"\x00", b'"', b"\r", b";" * 700, b"=1+1", b"9" * 5000, b"\xef\xbb\xbf", "Ã…".encode(), b"\n\n\n"]
        )
    elif kind == 5:
        lines = content.splitlines(keepends=True)
        source.shuffle(lines)
        raw = bytearray(b"".join(lines))
    elif kind == 6:
        raw = bytearray(source.choice([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b", b"MZ\x90"]) + content)
    else:
        raw = bytearray(content * source.randint(2, 5))
    return bytes(raw)


def a_damaged_workbook(source: random.Random, content: bytes) -> bytes:
    """A workbook whose archive is damaged, or one of whose parts is: cut, changed, laughing, or swollen."""
    raw = bytearray(content)
    kind = source.randrange(5)
    if kind == 0:
        for _ in range(source.randint(1, 20)):
            raw[source.randrange(len(raw))] = source.randrange(256)
        return bytes(raw)
    if kind == 1:
        return bytes(raw[: source.randrange(4, len(raw))])
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = source.choice([name for name in parts if name.endswith("xml") and ("sheet1" in name or "content" in name)])
    if kind == 2:
        parts[name] = parts[name].replace(b"?>", b"?>" + LAUGHS.encode(), 1).replace(b"Norrvik", b"&i;&file;")
    elif kind == 3:
        place = source.randrange(len(parts[name]))
        parts[name] = parts[name][:place] + bytes(source.randrange(256) for _ in range(20)) + parts[name][place:]
    else:
        del parts[source.choice(list(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in parts.items():
            packed.writestr(part, text)
    return out.getvalue()


def damaged(source: random.Random) -> bytes:
    """Half of them texts, half workbooks."""
    kind = source.randrange(4)
    return a_damaged_text(source, TEXT) if kind < 2 else a_damaged_workbook(source, sheets()[kind - 2])


def test_each_of_1000_damaged_files_is_read_or_refused_with_a_reason_that_people_can_read():
    source = random.Random(20260201)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(READ):
        try:
            table = open_table(io.BytesIO(damaged(source)), Limits())
            for row, cells in table.rows:
                assert "root:" not in "".join(cleaned(cells, row=row, headers=table.headers, limits=Limits()))
        except Unreadable as trouble:
            said = str(CannotImport(trouble.code, file="customers.csv", **trouble.parameters))
            assert said.startswith("customers.csv")
            outcomes["refused"] += 1
        else:
            outcomes["read"] += 1
    assert min(outcomes.values()) > READ // 5, "the damage is neither always deadly nor always harmless"


def test_of_40_damaged_files_none_is_half_loaded():
    source = random.Random(20260202)
    for number in range(LOADED):
        before = [model.objects.count() for model in REGISTER]
        try:
            batch = checked(damaged(source), source=f"file {number}")
        except CannotImport as refusal:
            assert "customers.csv" in str(refusal)
            assert [model.objects.count() for model in REGISTER] == before, f"file {number}"
            continue
        assert batch.new_count + batch.changed_count + batch.same_count + batch.error_count == batch.row_count, f"file {number}"
        if batch.ready_count:
            commit_batch(batch=batch, actor=None, today=TODAY)
            assert Customer.objects.count() == before[0] + batch.new_count
    assert ImportBatch.objects.filter(state="committed").exists()


def a_mutated_sheet(source: random.Random, content: bytes) -> bytes:
    """A workbook that came back with something wrong in any of its sheets: cells taken out, changed, moved between rows, or garbage."""
    if source.randrange(4) == 0:
        return a_damaged_workbook(source, content)
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    name = source.choice([name for name in parts if "worksheets/sheet" in name or name.endswith(("sharedStrings.xml", "workbook.xml"))])
    cells = re.findall(rb"<(?:c|row|si|sheet) .*?(?:/>|</(?:c|row|si)>)|<si>.*?</si>", parts[name])
    for _ in range(source.randint(1, 4)):
        if cells:
            other = source.choice([b"", source.choice(cells), b"<si><t>\xc3\x85ke</t></si>", b'<c r="A1"><v>1e400</v></c>'])
            parts[name] = parts[name].replace(source.choice(cells), other, 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, text in parts.items():
            packed.writestr(part, text)
    return out.getvalue()


def test_each_of_500_mutated_sheets_that_come_back_is_read_or_refused_in_words():
    source = random.Random(20260203)
    whole = a_sheet_given_out()
    outcomes = {"as a sheet": 0, "as a table": 0, "refused": 0}
    for _ in range(READ // 2):
        try:
            table = open_table(io.BytesIO(a_mutated_sheet(source, whole)), Limits())
            for row, cells in table.rows:
                cleaned(cells, row=row, headers=table.headers, limits=Limits())
        except Unreadable as trouble:
            assert str(CannotImport(trouble.code, file="customers.xlsx", **trouble.parameters)).startswith("customers.xlsx")
            outcomes["refused"] += 1
        else:
            outcomes["as a sheet" if table.given_out else "as a table"] += 1
    assert min(outcomes["as a sheet"], outcomes["refused"]) > READ // 20, outcomes


def test_of_20_mutated_sheets_none_is_half_loaded():
    source = random.Random(20260204)
    whole = a_sheet_given_out()
    for number in range(LOADED // 2):
        before = [model.objects.count() for model in REGISTER]
        try:
            batch = checked(a_mutated_sheet(source, whole), name="customers.xlsx", source=f"sheet {number}")
        except CannotImport as refusal:
            assert "customers.xlsx" in str(refusal)
            assert [model.objects.count() for model in REGISTER] == before, f"sheet {number}"
            continue
        assert batch.new_count + batch.changed_count + batch.same_count + batch.error_count + batch.conflict_count == batch.row_count
        if batch.ready_count:
            commit_batch(batch=batch, actor=None, today=TODAY)
            assert Customer.objects.count() == before[0] + batch.new_count
