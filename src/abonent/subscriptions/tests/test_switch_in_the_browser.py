"""Played in a real browser: another product by keys alone, at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.catalog.models import Edition
from abonent.catalog.testing import a_product, prices_from
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import Cancellation, ProductSwitch
from abonent.subscriptions.operations import install_stop_reasons
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRIDAY_TO_SUNDAY = 0b1110000


@pytest.fixture
def subscription(daily, price_list):
    """The daily, running since a month ago; the weekend is sold beside it."""
    install_stop_reasons()
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=500))
    paper = Edition.objects.get(components__product=daily, medium="paper")
    weekend = a_product(entity=daily.entity, code="weekend", editions=[paper], shares=["1"], weekdays=FRIDAY_TO_SUNDAY)
    prices_from("2025-01-01", price_list, {(weekend, 3): "399.00", (weekend, 12): "1499.00"})
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30)))


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_another_product_is_told_by_the_keyboard_alone_and_undone(page_as, subscription, width, theme):
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("x")
    expect(page.get_by_label("Product")).to_be_focused()
    page.keyboard.type("Weekend")
    effect = page.locator("#switch-effect")
    expect(effect.locator(".ab-say")).to_contain_text("Weekend comes from")
    expect(effect).to_contain_text("We take off")
    page.get_by_label("1 year").focus()
    page.keyboard.press("ArrowUp")
    expect(effect).to_contain_text("399,00")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("Weekend comes from")
    assert ProductSwitch.objects.get().successor.term_length == 3
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert not Cancellation.objects.filter(subscription=subscription, withdrawn_at=None).exists()
    page.goto(f"{subscription.url}switch/")
    expect(page.get_by_label("Product")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert not scrolls_sideways(page)
