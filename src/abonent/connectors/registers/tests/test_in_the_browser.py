"""Played in a real browser: one number typed beside the form fills it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.access.models import StaffUser
from abonent.connectors.registers.models import PublicRegister
from abonent.connectors.registers.operations import switch_register
from abonent.customers.models import Customer
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_company_is_registered_by_its_number(page_as, server, width: int, theme: str):
    LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    page: Page = page_as("administrator", width=width, theme=theme)
    switch_register(register=PublicRegister.VIES, on=True, actor=StaffUser.objects.get(username="administrator.of.tests"))
    page.goto("/registers/")
    assert not axe(page) and not scrolls_sideways(page)
    page.goto("/customers/new/")
    page.get_by_label("Company or VAT number").fill("556036-0793")
    page.get_by_role("button", name="Fetch").click()
    expect(page.get_by_text("VAT number valid")).to_be_visible()
    expect(page.get_by_label("Organisation name")).to_have_value("Norrviks Tryckeri AB")
    expect(page.get_by_label("Town")).to_have_value("NORRVIK")
    assert not axe(page) and not scrolls_sideways(page)
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", name="Norrviks Tryckeri AB")).to_be_visible()
    customer = Customer.objects.get()
    assert customer.vat_number == "SE556036079301"
    page.goto(f"/customers/{customer.number}/?tab=registers")
    expect(page.get_by_text("VIES, European Union")).to_be_visible()
    assert not axe(page) and not scrolls_sideways(page)
