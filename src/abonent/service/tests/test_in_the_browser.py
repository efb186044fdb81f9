"""Played in a real browser: yesterday's paper is missing, by two keys and nothing typed; at both widths, in both themes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.service.models import DeliveryComplaint
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader(daily, price_list):
    """Gets the paper of every day since a month ago."""
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=400))
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30)))


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_missing_paper_is_credited_by_two_keys_and_undone(page_as, reader, width, theme):
    """T3: open, save, undo; no field is typed into."""
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"/customers/{reader.subscriber.number}/")
    page.keyboard.press("m")
    say = page.locator("#complaint-effect .ab-say")
    expect(say).to_contain_text("we take off")
    expect(say).to_contain_text("The carrier is told.")
    page.wait_for_load_state("networkidle")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("is noted")
    assert DeliveryComplaint.objects.get().credit.amount > 0
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert DeliveryComplaint.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_nobody_is_shut_out_and_no_page_scrolls_sideways(page_as, reader, width, theme):
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/service/complaints/new/{reader.number}/")
    expect(page.locator("#complaint-effect .ab-say")).to_contain_text("we take off")
    page.get_by_role("button", name="Credit").click()
    expect(page.locator("#toasts")).to_contain_text("is noted")
    for address in (
        "/service/complaints/",
        f"/service/complaints/new/{reader.number}/",
        f"/service/complaints/{DeliveryComplaint.objects.get().pk}/receipt/",
        "/service/complaint-rules/",
        "/service/complaint-rules/new/",
        "/service/redeliveries/",
        "/service/quality/",
        reader.url,
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address
