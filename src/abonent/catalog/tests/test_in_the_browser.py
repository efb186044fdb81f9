"""Played in a real browser: products and price lists can be used by everybody, and a draft's prices with the keyboard."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.catalog.operations import draft_version, set_price
from abonent.catalog.rules.promotions import Step
from abonent.catalog.testing import a_price_list, a_product, a_promotion, an_edition, an_entity, prices_from
from abonent.kit import clock
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "products",
    "product",
    "description",
    "price_list",
    "version",
    "comparison",
    "case",
    "approval",
    "promotions",
    "new_promotion",
    "promotion",
    "tax_rates",
]


@pytest.fixture
def addresses(transactional_db) -> dict[str, str]:
    """A product on paper and screen, its prices, and a draft that changes them."""
    entity = an_entity()
    daily = a_product(entity=entity, editions=[an_edition(entity=entity), an_edition(entity=entity, medium="electronic")])
    price_list = a_price_list(entity=entity)
    present = prices_from("2026-01-01", price_list, {(daily, 12): "2929.00", (daily, 3): "799.00"})
    begins = clock.today(entity.zone) + timedelta(days=200)
    draft = draft_version(price_list=price_list, valid_from=begins, copy_of=present, actor=None)
    set_price(version=draft, product=daily, term_kind="fixed", term_unit="month", term_length=12, unit_price=Decimal(3049), actor=None)
    spring = a_promotion(
        price_list=price_list, products=[daily], steps=[Step(terms=1, unit_price=Decimal(999))], term_kind="fixed", term_length=12
    )
    return {
        "promotions": reverse("catalog:promotions"),
        "new_promotion": reverse("catalog:new_promotion"),
        "promotion": reverse("catalog:promotion", args=[spring.pk]),
        "products": reverse("catalog:products"),
        "product": reverse("catalog:product", args=[daily.pk]),
        "description": reverse("catalog:change_product", args=[daily.pk]),
        "price_list": reverse("catalog:price_list", args=[price_list.pk]),
        "version": reverse("catalog:version", args=[draft.pk]),
        "comparison": reverse("catalog:comparison", args=[draft.pk]),
        "case": reverse("catalog:case", args=[price_list.pk]),
        "approval": reverse("catalog:approve_version", args=[draft.pk]),
        "tax_rates": reverse("catalog:tax_rates"),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_shut_out_and_no_page_scrolls_sideways(page_as, addresses, width, theme):
    page: Page = page_as("manager", width=width, theme=theme)
    for name in PAGES:
        page.goto(addresses[name])
        assert axe(page) == [], name
        assert not scrolls_sideways(page), name


def test_prices_of_a_draft_are_typed_saved_with_a_key_and_taken_back(page_as, addresses):
    page: Page = page_as("manager")
    page.goto(addresses["version"])
    field = page.get_by_label("Price of Daily, 3 months")
    field.fill("850,50")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("1 price is changed.")
    expect(field).to_have_value("850,50")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(field).to_have_value("799,00")


def test_the_receipt_of_a_case_follows_what_is_typed(page_as, addresses):
    page: Page = page_as("clerk")
    page.goto(addresses["case"])
    expect(page.locator("#receipt")).to_contain_text("2 929,00")
    page.get_by_label("Quantity", exact=True).fill("3")
    expect(page.locator("#receipt")).to_contain_text("times 3")
    expect(page.get_by_label("Quantity", exact=True)).to_be_focused()


def test_keys_lead_to_the_products_and_to_a_new_one(page_as, addresses):
    page: Page = page_as("manager")
    page.goto(addresses["price_list"])
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url(f"**{addresses['products']}")
    page.keyboard.press("n")
    page.wait_for_url("**/products/new/")
