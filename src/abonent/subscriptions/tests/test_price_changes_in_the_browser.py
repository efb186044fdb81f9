"""Played in a real browser: a circulation manager changes prices, at both widths, in both themes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.kit import clock
from abonent.runs.models import Run
from abonent.runs.operations import continue_run
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def subscription(daily, price_list):
    """Running since a month ago."""
    today = clock.today(daily.entity.zone)
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today - timedelta(days=30)))


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (390, "light")])
def test_prices_are_changed_and_taken_back_and_nobody_is_shut_out(page_as, subscription, width, theme):
    page: Page = page_as("circulation", width=width, theme=theme)

    def nobody_is_shut_out():
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], page.url
        assert not scrolls_sideways(page), page.url

    page.goto("/price-changes/")
    nobody_is_shut_out()
    page.get_by_role("link", name="Price list").click()
    nobody_is_shut_out()
    page.get_by_label("Percentage").fill("4,5")
    page.get_by_role("button", name="Plan").press("Enter")
    page.wait_for_url(re.compile(r"/runs/\d+/"))
    run = continue_run(run=Run.objects.get(kind="price_change"))

    page.goto(f"/price-changes/{run.pk}/")
    nobody_is_shut_out()
    expect(page.get_by_role("main")).to_contain_text("3 061,00")
    page.get_by_role("link", name="Go to Commit").click()
    page.get_by_label("Rows planned").fill("1")
    page.get_by_role("button", name="Change the prices").click()
    expect(page.locator("#toasts")).to_contain_text("is being committed")
    continue_run(run=Run.objects.get(pk=run.pk))

    page.goto(f"/price-changes/{run.pk}/")
    expect(page.get_by_role("main")).to_contain_text("waits to be told")
    nobody_is_shut_out()
    page.get_by_role("button", name="Make the letters and lists").click()
    expect(page.get_by_role("link", name="Letters for the printer")).to_be_visible()
    nobody_is_shut_out()
    page.get_by_role("button", name="They are told").click()
    expect(page.get_by_role("main")).to_contain_text("who pays more is told")
    nobody_is_shut_out()
    page.get_by_role("button", name="Take the price change back").click()
    page.wait_for_load_state("networkidle")
    assert Run.objects.get(pk=run.pk).state == Run.State.REVERSED
