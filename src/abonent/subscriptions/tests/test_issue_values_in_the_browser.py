"""Played in a real browser: from a subscription to what its issues are worth and why, at both widths, in both themes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def subscription(daily, price_list):
    """Three months since a month ago, for 799.00."""
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=60), until=today + timedelta(days=120))
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30), term_length=3))


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_worth_of_an_issue_is_found_from_its_subscription_and_says_why(page_as, subscription, width, theme):
    page: Page = page_as("manager", width=width, theme=theme)

    def nobody_is_shut_out():
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], page.url
        assert not scrolls_sideways(page), page.url

    page.goto(subscription.url)
    page.get_by_role("link", name="What an issue is worth").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What Daily is worth")
    nobody_is_shut_out()
    page.get_by_role("table").get_by_role("button").first.click()
    expect(page.locator("#why")).to_contain_text("Of it for the later ones")
    nobody_is_shut_out()
    for address in ("/deferred-revenue/", "/subscriptions/win-back/"):
        page.goto(address)
        nobody_is_shut_out()
