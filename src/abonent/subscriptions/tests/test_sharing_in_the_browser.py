"""Played in a real browser: a member gets a seat and loses it by undo, and somebody is renewed in grace; by keys, at both widths."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.catalog.models import Product
from abonent.customers.testing import a_customer, an_organisation
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.subscriptions.models import Seat
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def in_grace(daily, price_list):
    """A school whose month ended yesterday, with a seat and three issues of grace."""
    today = clock.today(daily.entity.zone)
    Product.objects.filter(pk=daily.pk).update(seats=1, renews="asked", grace_issues=3, grace_days=14)
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first=today - timedelta(days=90), until=today + timedelta(days=400))
    product = Product.objects.get(pk=daily.pk)
    order = an_order(
        product=product,
        price_list=price_list,
        starts_on=add_months(today, -1),
        term_length=1,
        subscriber=an_organisation("Norrvik School"),
    )
    return a_subscription(order=order)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_member_is_added_and_a_term_renewed_by_keys(page_as, in_grace, width, theme):
    eva = a_customer("Eva", "Ek")
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto(f"{in_grace.url}members/new/")
    expect(page.get_by_label("Member", exact=True)).to_be_focused()
    assert axe(page) == []
    page.keyboard.type(str(eva.number))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Eva Ek has a seat.")
    expect(page.get_by_text("1 of 1 seats is taken today.")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.locator("#toasts").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert Seat.objects.get().withdrawn_at is not None

    page.goto(in_grace.url)
    page.keyboard.press("w")
    expect(page.locator("#renewal-effect .ab-say")).to_contain_text("The next term is")
    assert axe(page, within="#change-panel") == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Renewed until")
    assert in_grace.terms.count() == 2


def test_who_may_read_is_asked_and_answered(page_as, in_grace):
    page: Page = page_as("clerk", width=390, theme="dark")
    page.goto("/subscriptions/access/")
    page.get_by_label("Customer").fill(str(in_grace.subscriber.number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Answer")).to_contain_text("Reads as the subscriber, until")
    assert axe(page) == []
    assert not scrolls_sideways(page)
