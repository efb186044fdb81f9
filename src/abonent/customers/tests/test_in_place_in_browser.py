"""Played in a real browser: values changed where they stand, by keys, on the desk and on the telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.customers.models import Customer
from abonent.customers.operations import change_customer
from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna() -> Customer:
    LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    return a_customer(mobile="070-174 06 35")


def settled(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_value_is_changed_by_keys_alone_left_by_escape_and_undone(page_as, anna, width: int, theme: str):
    page: Page = page_as("clerk", width=width, theme=theme)
    settled(page, f"/customers/{anna.number}/?tab=identity")
    value = page.locator("#in-place-name-value")

    value.focus()
    page.keyboard.press("e")
    field = page.locator("#in-place-name").get_by_label("Family name")
    expect(page.locator("#in-place-name").get_by_label("Given name")).to_be_focused()
    field.fill("Nobody")
    page.keyboard.press("Escape")
    expect(value).to_be_focused()
    expect(value).to_contain_text("Anna Lindqvist")

    page.keyboard.press("Enter")
    field.fill("Berg")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Anna Berg")
    expect(value).to_contain_text("Anna Berg")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_contain_text("Anna Lindqvist")


def test_the_telephone_beside_is_corrected_in_its_line_and_the_strip_says_it(page_as, anna):
    page: Page = page_as("clerk")
    settled(page, f"/customers/{anna.number}/")
    page.locator("#panel-contacts .ab-inplace__value").click()
    page.get_by_label("Number or address").fill("070 174 06 36")
    page.keyboard.press("Enter")
    expect(page.locator(".ab-strip")).to_contain_text("070-174 06 36")


@pytest.mark.parametrize("width", [1280, 390])
def test_who_comes_second_sees_before_yours_and_theirs_and_chooses(page_as, anna, width: int):
    page: Page = page_as("clerk", width=width)
    settled(page, f"/customers/{anna.number}/?tab=identity")
    page.locator("#in-place-name-value").click()
    expect(page.locator("#in-place-name").get_by_label("Given name")).to_be_focused()
    page.locator("#in-place-name").get_by_label("Family name").fill("Berg")
    change_customer(customer=anna, seen={"family_name": "Lindqvist"}, wanted={"family_name": "Ek"}, actor=None, today=clock.now().date())
    page.keyboard.press("Enter")
    expect(page.get_by_text("Before: Lindqvist")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_label("Theirs, saved: Ek").check()
    page.locator("#in-place-name").get_by_role("button", name="Save").click()
    expect(page.locator("#in-place-name-value")).to_contain_text("Anna Ek")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_the_name_at_the_top_is_changed_by_keys_alone_and_undone(page_as, anna, width: int, theme: str):
    page: Page = page_as("clerk", width=width, theme=theme)
    settled(page, f"/customers/{anna.number}/")
    value = page.locator("#in-place-strip-name-value")
    value.focus()
    page.keyboard.press("Enter")
    field = page.locator("#in-place-strip-name").get_by_label("Family name")
    expect(page.locator("#in-place-strip-name").get_by_label("Given name")).to_be_focused()
    field.fill("Berg")
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Anna Berg")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_contain_text("Anna Lindqvist")


def test_the_address_at_the_top_is_changed_where_it_stands(page_as, anna):
    page: Page = page_as("clerk")
    settled(page, f"/customers/{anna.number}/")
    page.locator(".ab-strip").get_by_role("link", name="Strandvägen").click()
    page.locator(".ab-strip").get_by_label("Street").fill("Storgatan 5")
    assert axe(page) == []
    page.keyboard.press("Enter")
    expect(page.locator(".ab-strip")).to_contain_text("Storgatan 5")
