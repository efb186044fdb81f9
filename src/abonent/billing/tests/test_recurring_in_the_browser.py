"""Recurring invoices, pro formas and what was invoiced in a real browser: with the keyboard, on a desk and on a phone, in light and dark."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page

from abonent.billing.models import ProForma, RecurringInvoice
from abonent.billing.operations.pro_formas import make_pro_forma
from abonent.billing.operations.recurring import LineDescription, RecurringDescription, add_recurring
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = pytest.mark.browser
LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture
def firm(transactional_db: None) -> LegalEntity:
    return a_publisher()


@pytest.fixture
def payer(firm: LegalEntity) -> Customer:
    return a_payer("Birgitta", "Åkesson")


def first_day() -> date:
    return add_months(clock.today("Europe/Stockholm").replace(day=1), -2)


@pytest.fixture
def care(firm: LegalEntity, payer: Customer) -> RecurringInvoice:
    line = LineDescription(
        text="Care of the web site", quantity=Decimal(1), unit_price=Decimal(1200), tax_category="standard", revenue_class="service"
    )
    described = RecurringDescription(payer=payer, name="Web site", starts_on=first_day(), lines=[line], text="Your order 4711")
    return add_recurring(entity=firm, described=described, actor=None)


@pytest.fixture
def pro_forma(firm: LegalEntity, payer: Customer) -> ProForma:
    charge = a_charge(payer, "1249.00", entity=firm)
    a_billing(firm)
    charge = a_charge(payer, "625.00", entity=firm)
    [made] = make_pro_forma(entity=firm, charges=[charge.pk], actor=None, today=clock.today("Europe/Stockholm"))
    return made


def keep(page: Page, name: str) -> None:
    """A picture for whoever looks at them."""
    if folder := os.environ.get("ABONENT_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_each_page_is_usable(page_as, care, pro_forma, width: int, theme: str):
    page = page_as("finance", width=width, theme=theme)
    pages = {
        "list": "/invoices/recurring/",
        "one": care.url,
        "change": f"{care.url}change/",
        "pause": f"{care.url}pause/",
        "pro-formas": "/invoices/pro-formas/",
        "pro-forma": pro_forma.url,
        "invoiced": "/invoices/by-month/?month=2026-07&by=vat",
        "customer": f"/customers/{care.payer.number}/?tab=recurring",
    }
    for name, address in pages.items():
        page.goto(address)
        keep(page, f"{name}-{width}-{theme}")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address


def test_one_is_said_with_the_keyboard_and_its_effect_read_before_it_is_saved(page_as, firm, payer):
    page = page_as("finance")
    page.goto("/invoices/recurring/")
    page.keyboard.press("n")
    page.wait_for_url("**/invoices/recurring/new/")
    page.get_by_label("Payer").fill(str(payer.number))
    page.get_by_label("Name").fill("Rent")
    page.get_by_label("First day").fill(first_day().isoformat())
    page.get_by_label("Words").first.fill("Rent of the hall")
    page.get_by_label("Price").first.fill("800")
    page.get_by_text("then every month").wait_for()
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    page.get_by_role("heading", name="Rent").wait_for()
    recurring = RecurringInvoice.objects.get()
    assert (recurring.payer, recurring.lines.get().unit_price) == (payer, Decimal(800))
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state("networkidle")
    assert not RecurringInvoice.objects.exists()
