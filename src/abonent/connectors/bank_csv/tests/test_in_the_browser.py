"""Played in a real browser: a file is chosen, its columns are shown, the preview follows each choice, the mapping is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.connectors.bank_csv.models import BankCsvMapping
from abonent.connectors.bank_csv.tests.tables import ACCOUNT, LAYOUT, TABLE
from abonent.ledger.testing import an_entity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_table_is_mapped_from_a_file(page_as, tmp_path, width: int, theme: str):
    entity = an_entity()
    account = BankAccount.objects.create(entity=entity, name="Bank", scheme="iban", number=ACCOUNT.number, currency="SEK")
    file = tmp_path / "bank.csv"
    file.write_bytes(TABLE.encode("cp1252"))
    page: Page = page_as("administrator", width=width, theme=theme)
    StaffUser.objects.get(username="administrator.of.tests").entities.add(entity)

    page.goto("/bank/tables/")
    assert not axe(page) and not scrolls_sideways(page)
    page.get_by_role("link", name=f"Bank {account.number}").click()
    page.locator('input[type="file"][name="file"]').set_input_files(file)
    expect(page.locator("#id_column_booked_on option", has_text="Bokföringsdag")).to_have_count(1)
    page.locator("#id_column_booked_on").select_option("Bokföringsdag")
    page.wait_for_load_state("networkidle")
    page.locator("#id_column_amount").select_option("Belopp")
    expect(page.get_by_text("3 payments")).to_be_visible()
    page.locator("#id_column_name").select_option("Avsändare")
    expect(page.get_by_role("cell", name="Åsa Öberg")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("are read like this from now on")).to_be_visible()
    assert BankCsvMapping.objects.get().columns == {name: LAYOUT.columns[name] for name in ("booked_on", "amount", "name")}
