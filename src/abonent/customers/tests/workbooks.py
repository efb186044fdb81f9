"""What tests of workbooks do with them: type into cells, save, bring back, count."""

from __future__ import annotations

import io

import xlsxwriter

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.kit.files import store
from abonent.kit.periods import day

TODAY = day("2026-02-01")
Sheets = dict[str, list[list[object]]]


def saved(sheets: Sheets) -> bytes:
    """The sheets as a spreadsheet program saves them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def brought_back(content: bytes, name: str = "customers.xlsx", actor: StaffUser | None = None) -> ImportBatch:
    file = store(name=name, media_type="", content=content, owner="import_batch")
    batch = take_file(kind="customers", file=file, source="file", actor=actor, defaults={"default_country": "SE"})
    assert batch.maps_itself, "a workbook that was given out says itself which column is what"
    return check_batch(batch=batch, mapping=batch.mapping, actor=actor, today=TODAY)


def committed(batch: ImportBatch) -> ImportBatch:
    return commit_batch(batch=batch, actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count, batch.conflict_count


def rows_of(sheets: Sheets) -> list[list[object]]:
    return sheets["Customers"]


def put(sheets: Sheets, customer: Customer, header: str, value: object) -> None:
    """Type something into the cell of a customer."""
    rows = rows_of(sheets)
    row = next(row for row in rows[1:] if row[0] == str(customer.number))
    row[rows[0].index(header)] = value
