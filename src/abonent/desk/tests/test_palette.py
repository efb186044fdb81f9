"""Ctrl+K: what can be done here, by its words, with the keys that do it too."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from abonent.customers.testing import a_customer
from abonent.ui.testing.browser import axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page_as) -> Page:
    opened: Page = page_as("clerk")
    opened.goto(f"/customers/{a_customer().number}/")
    opened.get_by_role("searchbox", name="Search").wait_for()
    return opened


def actions(page: Page) -> Locator:
    return page.locator("#search-actions button")


def test_all_that_can_be_done_is_listed_the_customer_first(page):
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    expect(page.locator("#search-actions h2")).to_have_text(["On this page", "New", "Go to", "Your account"])
    expect(actions(page).filter(has_text="Addresses")).to_be_visible()
    assert axe(page) == []


def test_nothing_is_offered_that_the_reader_may_not_do(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("books")
    expect(actions(page)).to_have_count(0)


def test_words_find_an_action_and_enter_does_the_first(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("new cust")
    expect(actions(page)).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/customers/new/")


def test_without_the_palette_actions_stand_above_what_is_found_and_enter_searches(page):
    page.keyboard.press("/")
    expect(actions(page)).to_have_count(0)
    page.keyboard.type("keys")
    expect(actions(page)).to_have_text(["Keys?"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")


def test_an_action_presses_the_button_it_names(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("keys")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#keys")).to_be_visible()
    expect(page.locator("#search-found")).to_be_hidden()


def test_letters_typed_on_an_action_go_into_the_box(page):
    page.keyboard.press("Control+k")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("p")
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("p")


def test_tab_goes_on_from_what_was_chosen(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("addr")
    page.keyboard.press("Enter")
    expect(page.locator(".ab-tabs > a", has_text="Addresses")).to_be_focused()
