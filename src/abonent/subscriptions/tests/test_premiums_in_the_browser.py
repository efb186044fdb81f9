"""Played in a real browser: an order with a subscriber gift by the keyboard, then the gift is planned, sent and its papers are there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run, plan_run
from abonent.stock.models import StockBalance
from abonent.stock.testing import an_item, received
from abonent.subscriptions.models import Premium
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_an_umbrella_is_ordered_by_the_keyboard_and_sent(page_as, daily, price_list, width, theme, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=9), until=today + timedelta(days=400))
    umbrella = received(an_item(entity=daily.entity), 2)
    anna = a_customer("Anna", "Berg")
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/subscriptions/new/?customer={anna.number}")
    expect(page.get_by_label("Product").first).to_be_focused()
    page.get_by_role("button", name="Add a subscriber gift").focus()
    page.keyboard.press("Enter")
    added = page.get_by_role("group", name="Subscriber gift 1", exact=True)
    expect(added.get_by_label("Subscriber gift", exact=True)).to_be_focused()
    expect(page.locator("#effect")).to_contain_text("Umbrella is sent to Anna Berg.")
    page.keyboard.press("Tab")
    page.keyboard.type("Storgatan 9, 111 22 Stockholm")
    expect(page.locator("#effect")).to_contain_text("Storgatan 9, 111 22 Stockholm.")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(rf"/customers/{anna.number}/"))
    premium = Premium.objects.get()
    page.goto(premium.subscription.url)
    expect(page.get_by_role("region", name="Subscriber gifts")).to_contain_text("To be sent")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.goto("/premiums/?state=waiting")
    expect(page.get_by_text("Umbrella").first).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_role("combobox", name="Run")).to_have_value("premium_picks")
    page.get_by_role("button", name="Plan").click()
    expect(page).to_have_url(re.compile(r"/runs/\d+/"))
    run = plan_run(run=Run.objects.get(kind="premium_picks"))
    page.goto(f"/premiums/runs/{run.pk}/")
    expect(page.get_by_text("Storgatan 9").first).to_be_attached()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    commit_run(run=approve_run(run=run, actor=None))
    page.reload()
    expect(page.get_by_role("link", name="Pick list")).to_be_visible()
    expect(page.get_by_role("link", name="Address labels")).to_be_visible()
    assert StockBalance.objects.get(item=umbrella).on_hand == 1


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_shelf_is_filled_and_counted(page_as, daily, width, theme):
    umbrella = received(an_item(entity=daily.entity, reorder_level=5, reorder_pieces=50), 4)
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(umbrella.url)
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("n")
    page.get_by_label("Pieces").fill("6")
    page.get_by_label("Cost of one").fill("60")
    expect(page.locator("#movement-effect")).to_contain_text("560,00")
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Umbrella")).to_be_visible()
    page.goto("/stock/counts/new/")
    page.get_by_label("Counted of Umbrella").fill("9")
    expect(page.locator("#stocktake-effect")).to_contain_text("1 item differs")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Count of")).to_be_visible()
    assert not scrolls_sideways(page)
    page.goto("/stock/")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    assert StockBalance.objects.get(item=umbrella).on_hand == 9
