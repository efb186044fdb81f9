"""Played in a real browser: another number of copies by keys alone, at both widths."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import CopiesChange
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def subscription(daily, price_list):
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=400))
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30)))


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_another_number_is_told_by_the_keyboard_alone_and_undone(page_as, subscription, width, theme):
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("q")
    expect(page.get_by_label("New quantity")).to_be_focused()
    page.keyboard.type("3")
    expect(page.locator("#copies-effect .ab-say")).to_contain_text("3 copies of")
    expect(page.locator("#copies-effect")).to_contain_text("Next invoice")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("3 copies of")
    assert CopiesChange.objects.get().copies == 3
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert CopiesChange.objects.get().withdrawn_at is not None
    page.goto(f"{subscription.url}copies/")
    expect(page.get_by_label("New quantity")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    assert re.search("Now 1", page.content())
