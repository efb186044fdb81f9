"""Played in a real browser: what is held back is tried again, and a way to send is opened."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import a_buyer
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_what_is_held_back_is_tried_again_and_a_way_is_opened(page_as, rules, settings, tmp_path, width: int, theme: str):
    settings.MEDIA_ROOT = tmp_path / "files"
    norrvik = a_publisher()
    OutboxRoute.objects.create(entity=norrvik, format="peppol", address="peppol-out")
    for address in ("", "0007:5560360793"):
        a_charge(a_buyer(f"Tryckeriet {address[-4:]} AB", einvoice_address=address), "359.00", entity=norrvik)
    a_billing(norrvik)
    send_due()
    page: Page = page_as("administrator", width=width, theme=theme)
    page.goto("/e-invoices/")
    expect(page.get_by_text("Buyer electronic address MUST be provided")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    page.get_by_role("button", name="Try again").first.click()
    expect(page.get_by_text("is checked and sent within a minute")).to_be_visible()
    assert OutboxDocument.objects.filter(state="waiting").count() == 1
    page.goto("/e-invoices/ways/new/")
    assert not axe(page) and not scrolls_sideways(page)
    page.get_by_label("Folder or address").fill("finvoice-out")
    page.get_by_label("Format").select_option("finvoice")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("sends Finvoice 3.0 from the next invoice on")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_an_invoice_is_sent_from_its_page_and_ways_to_authorities_are_opened(page_as, rules, settings, tmp_path, width: int, theme: str):
    settings.MEDIA_ROOT = tmp_path / "files"
    duna = a_publisher("HU")
    a_publisher("PL")
    a_charge(a_buyer(country="HU", language="hu"), "1050.00", entity=duna)
    a_billing(duna)
    OutboxRoute.objects.create(entity=duna, format="nav", address="nav-out")
    page: Page = page_as("administrator", width=width, theme=theme)
    page.goto(Invoice.objects.get().url)
    page.get_by_role("button", name="Send as e-invoice").click()
    expect(page.get_by_text("is checked and sent within a minute")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
    for place in ("/e-invoices/", "/e-invoices/audit-export/", "/e-invoices/ways/ksef/", "/e-invoices/ways/nav/"):
        page.goto(place)
        assert not axe(page) and not scrolls_sideways(page), place
    page.get_by_label("Technical user").fill("lwilsmn0uqdxe6u")
    page.get_by_label("Password").fill("titkos")
    page.get_by_label("Signing key").fill("ac-ac3a-7f661bff")
    page.get_by_label("Exchange key").fill("2P11CS49ASIL1234")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("sends NAV Online Számla 3.0 from the next invoice on")).to_be_visible()
