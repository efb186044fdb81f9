"""Played in a real browser: columns and views by keyboard alone, and on the phone."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.access.models import ListChoice, SavedView
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIST = reverse("customers:list")


def test_columns_are_chosen_and_moved_by_keyboard_while_the_choice_stays_open(page_as):
    page: Page = page_as("clerk")
    page.goto(LIST)
    page.get_by_role("button", name="Columns").press("Enter")
    page.get_by_role("checkbox", name="Country").press("Space")
    expect(page.get_by_role("button", name="Move Country up")).to_be_visible()
    page.get_by_role("button", name="Move Country up").press("Enter")
    expect(page.locator("#list-customers-columns li").nth(6)).to_contain_text("Country")
    expect(page.get_by_role("button", name="Move Country up")).to_be_focused()
    assert ListChoice.objects.get().columns[-2:] == ["country", "kind"]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_view_is_saved_and_everybody_can_use_what_opens(page_as, width: int, theme: str):
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"{LIST}?kind=person")
    page.get_by_role("button", name="View", exact=True).click()
    assert axe(page) == []
    page.get_by_label("Save this view as").fill("Readers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Readers")).to_have_attribute("aria-current", "page")
    page.get_by_role("button", name="More about the view Readers").click()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    assert SavedView.objects.get().name == "Readers"
