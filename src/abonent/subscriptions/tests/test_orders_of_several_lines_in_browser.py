"""Played in a real browser: an order of two lines by the keyboard, at both widths, and a credit limit that it goes over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.testing import an_organisation
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import CreditException, Subscription
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_two_products_are_ordered_at_once_by_the_keyboard(page_as, daily, price_list, width, theme):
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=9), until=today + timedelta(days=400))
    school = an_organisation("Norrviks skola", credit_limit=500)
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/subscriptions/new/?customer={school.number}")
    expect(page.get_by_label("Product").first).to_be_focused()
    expect(page.locator("#effect")).to_contain_text("Price")
    page.get_by_role("button", name="Add another product").focus()
    page.keyboard.press("Enter")
    second = page.get_by_role("group", name="Line 2", exact=True)
    expect(second.get_by_label("Product")).to_be_focused()
    expect(page.locator("#effect")).to_contain_text("Whole order")
    expect(page.locator("#over-credit")).to_contain_text("over the credit limit")
    expect(page.locator("#line-2-says")).to_contain_text("kr")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_label("Why it is taken above the credit limit").fill("It always pays")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Order", exact=True)).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    assert Subscription.objects.count() == CreditException.objects.filter(reason="It always pays").count() == 2
    page.get_by_role("button", name="Take the order back").click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
