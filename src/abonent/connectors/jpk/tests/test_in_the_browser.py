"""Played in a real browser: the sums of a month, what is missing, and the file."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_sums_stand_beside_the_journal_before_there_is_a_file(page_as, width: int, theme: str):
    wisla = a_publisher("PL")
    a_charge(a_payer("Zofia", "Nowak", country="PL", language="pl"), "108.00", entity=wisla)
    a_billing(wisla)
    page: Page = page_as("finance", width=width, theme=theme)
    page.goto(f"/companies/{wisla.pk}/jpk/")
    page.get_by_label("Month", exact=True).select_option("2026-07")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("does not say what this file needs")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    LegalEntity.objects.update(tax_office="1208")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("the same", exact=True)).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the file").click()
    assert fetched.value.suggested_filename == "JPK_V7M-3-2026-07.xml"
