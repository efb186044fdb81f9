"""Played in a real browser: a credit limit said where it stands, by keys, on the desk and on the telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.models import Customer
from abonent.customers.tests.test_in_place_in_browser import anna, settled
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["anna"]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_manager_says_by_keys_what_a_customer_may_owe(page_as, anna: Customer, width: int, theme: str):  # noqa: F811
    page: Page = page_as("manager", width=width, theme=theme)
    settled(page, f"/customers/{anna.number}/?tab=identity")
    value = page.locator("#in-place-credit-limit-value")
    expect(value).to_contain_text("no limit")
    value.focus()
    page.keyboard.press("e")
    field = page.locator("#in-place-credit-limit").get_by_role("textbox")
    expect(field).to_be_focused()
    field.fill("5000,50")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Write it as 5000.").first).to_be_visible()
    assert (axe(page), scrolls_sideways(page)) == ([], False)
    page.locator("#in-place-credit-limit").get_by_role("textbox").fill("5000")
    page.keyboard.press("Enter")
    expect(value).to_contain_text("5\N{NO-BREAK SPACE}000")
    anna.refresh_from_db()
    assert anna.credit_limit == 5000
    settled(page, f"/customers/{anna.number}/")
    expect(page.get_by_text("5\N{NO-BREAK SPACE}000,00 free")).to_have_count(1)
    assert (axe(page), scrolls_sideways(page)) == ([], False)
