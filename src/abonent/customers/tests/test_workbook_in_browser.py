"""A workbook taken out of the list, changed, brought back by the import page, and its conflict settled by keyboard in a real browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.customers.tests.test_import_in_browser import looks_well, manager  # noqa: F401 - a fixture
from abonent.customers.tests.workbooks import TODAY, put, saved

pytestmark = pytest.mark.browser


def test_a_workbook_goes_out_and_comes_back_and_a_conflict_is_settled_by_keyboard(page_of, manager: StaffUser, tmp_path: Path):  # noqa: F811
    anna, sven = a_customer("Anna", "Lindqvist"), a_customer("Sven", "Ek")
    page = page_of(manager)
    page.set_default_timeout(60_000)
    page.goto("/customers/")
    page.get_by_role("button", name="Export").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("link", name="Spreadsheet to change and bring back").press("Enter")
    book = CalamineWorkbook.from_filelike(io.BytesIO(download.value.path().read_bytes()))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    put(sheets, anna, "Given name", "Annika")
    put(sheets, sven, "Given name", "Svante")
    change_customer(customer=anna, seen={"given_name": "Anna"}, wanted={"given_name": "Anita"}, actor=None, today=TODAY)
    path = tmp_path / download.value.suggested_filename
    path.write_bytes(saved(sheets))

    page.goto("/imports/new/customers/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("One row was changed in the workbook and here as well.").wait_for()
    looks_well(page, "workbook-1-conflict")
    page.get_by_role("radio", name="As in the workbook: Person, Annika, Lindqvist").focus()
    page.keyboard.press("Space")
    page.get_by_text("Everything is chosen.").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("The same file again would change nothing.").wait_for()
    looks_well(page, "workbook-2-committed")

    assert set(Customer.objects.values_list("given_name", flat=True)) == {"Annika", "Svante"}
