"""Played in a real browser: another payer by keys alone, at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.subscriptions.models import Agent, Subscription
from abonent.subscriptions.operations.agents import name_agent
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def subscription(daily, price_list):
    today = clock.today(daily.entity.zone)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=400))
    return a_subscription(order=an_order(product=daily, price_list=price_list, starts_on=today + timedelta(days=3)), today=today)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_another_payer_is_told_by_the_keyboard_alone_and_undone(page_as, subscription, width, theme):
    employer = a_customer("Bo", "Berg")
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/customers/{subscription.subscriber.number}/")
    page.keyboard.press("y")
    expect(page.get_by_label("Who")).to_be_focused()
    page.keyboard.type(str(employer.number))
    page.get_by_role("button", name="With the next term").press("Enter")
    expect(page.locator("#party-effect .ab-say")).to_contain_text("stays with Anna Lindqvist")
    page.get_by_role("button", name="At once").press("Enter")
    expect(page.locator("#party-effect .ab-say")).to_contain_text("1 term that waits to be invoiced goes over to Bo Berg")
    assert axe(page, within="#change-panel") == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("Bo Berg pays the terms that begin from")
    assert Subscription.objects.get().payer == employer
    assert axe(page) == []
    assert not scrolls_sideways(page)
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert Subscription.objects.get().payer == subscription.subscriber
    page.goto(f"{subscription.url}party/")
    expect(page.get_by_label("Who")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_an_agent_is_named_where_he_stands(page_as, subscription):
    name_agent(customer=subscription.subscriber, mode=Agent.NET, seen="", actor=None)
    page: Page = page_as("manager")
    page.goto(f"/customers/{subscription.subscriber.number}/")
    card = page.get_by_role("region", name="Agent")
    expect(card).to_contain_text("0 of 0 run")
    card.get_by_role("link", name="Pays us net").click()
    page.get_by_label("How the agent is paid").select_option("commission")
    card.get_by_role("button", name="Save").click()
    expect(page.locator("#toasts")).to_contain_text("as an agent: Earns commission")
    assert Agent.objects.get().mode == Agent.COMMISSION
    assert axe(page) == []
