"""T1, played by keys alone: a caller gives a mobile number with spaces; who is she, what does she owe, when comes her next paper, who spoke to her last."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.access.models import StaffUser
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.correspondence.testing import a_call
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.ledger.testing import a_receivable, an_entity
from abonent.subscriptions.testing import a_subscription, an_order
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.timed, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna() -> Customer:
    """A subscriber who owes 249 kronor, gets a paper every day, and called two days ago; not the only one with a telephone."""
    entity = an_entity()
    today = clock.today(entity.zone)
    edition = issues_on(an_edition(entity=entity), DAILY, first=today - timedelta(days=40), until=today + timedelta(days=60))
    product = a_product(entity=entity, editions=[edition], shares=["1"])
    price_list = a_price_list(entity=entity)
    prices_from(today - timedelta(days=400), price_list, {(product, 12): "2929.00"})
    a_customer("Bo", "Ek", mobile="070-174 06 36")
    anna = a_customer(mobile="070-174 06 35")
    a_subscription(order=an_order(product=product, price_list=price_list, subscriber=anna, starts_on=today - timedelta(days=30)))
    a_receivable(anna, "249.00", entity=entity, opened_on=today - timedelta(days=20), due_on=today + timedelta(days=10))
    a_call(
        anna, "Asked about the pause", by=StaffUser.objects.create_user("bertil", first_name="Bertil"), at=clock.now() - timedelta(days=2)
    )
    return anna


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_caller_is_found_by_her_mobile_in_two_acts_and_one_field(page_as, anna, width: int, theme: str):
    page: Page = page_as("clerk", width=width, theme=theme)
    page.goto("/")
    page.wait_for_load_state("networkidle")

    page.keyboard.press("/")
    page.keyboard.type("070 174 06 35")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/customers/{anna.number}/")
    strip = page.locator(".ab-strip")
    expect(strip.locator("h1")).to_have_text("Anna Lindqvist")
    for label, said in {"Balance": "249,00", "Next delivery": "Daily", "Last contact": "Call, Bertil"}.items():
        expect(strip.locator(".ab-facts > div").filter(has_text=label)).to_contain_text(said)
        expect(strip.locator(".ab-facts > div").filter(has_text=label)).to_be_in_viewport()
    assert axe(page) == []
    assert not scrolls_sideways(page)
