"""Played in a real browser: the calendar of issues can be used by everybody, and walked with arrow keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from abonent.catalog.models import Edition
from abonent.catalog.testing import an_edition, an_entity
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def daily(transactional_db) -> Edition:
    """An issue on every day until the end of next year."""
    edition = an_edition(entity=an_entity())
    today = clock.today("Europe/Stockholm")
    return issues_on(edition, DAILY, first=today.replace(month=1, day=1), until=today.replace(year=today.year + 2, month=1, day=1))


def next_year(daily: Edition) -> tuple[int, str]:
    """The year that is wholly to come, and its calendar."""
    year = clock.today("Europe/Stockholm").year + 1
    return year, reverse("editions:edition", args=[daily.pk]) + f"?year={year}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_shut_out_and_no_page_scrolls_sideways(page_as, daily, width, theme):
    page: Page = page_as("circulation", width=width, theme=theme)
    addresses = [reverse("editions:titles"), reverse("editions:title", args=[daily.title_id])]
    addresses += [reverse(f"editions:{name}", args=[daily.pk]) for name in ("edition", "exception", "rule", "holidays", "extension")]
    addresses += [reverse(f"editions:{name}") for name in ("lead_times", "new_lead_time")]
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address


def test_the_calendar_is_one_tab_stop_and_arrows_walk_its_days(page_as, daily):
    year, address = next_year(daily)
    page: Page = page_as("circulation")
    page.goto(address)
    assert page.locator("[data-calendar] [tabindex='0']").count() == 1
    page.locator(f"[data-day='{year}-01-01']").focus()
    for key, reached in (("ArrowRight", "01-02"), ("ArrowDown", "01-09"), ("ArrowLeft", "01-08"), ("ArrowUp", "01-01"), ("End", "12-31")):
        page.keyboard.press(key)
        expect(page.locator(f"[data-day='{year}-{reached}']")).to_be_focused()
    assert page.locator("[data-calendar] [tabindex='0']").count() == 1


def test_a_day_opens_the_panel_shows_the_effect_and_is_saved_and_undone(page_as, daily):
    year, address = next_year(daily)
    page: Page = page_as("circulation")
    page.goto(address)
    day = page.locator(f"[data-day='{year}-03-01']")
    day.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Change the calendar")
    panel.get_by_label("Reason").fill("Strike at the printer")
    expect(panel.locator("#effect")).to_contain_text("There is no issue on")
    assert axe(page, within="#panel") == []
    panel.get_by_role("button", name="Save the exception").click()
    expect(day).to_have_class("k-none")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(day).to_have_class("k-issue")


def test_an_exception_is_saved_without_script_after_its_effect_was_shown(page_as, daily):
    tomorrow = clock.today("Europe/Stockholm") + timedelta(days=1)
    page: Page = page_as("circulation", script=False)
    page.goto(reverse("editions:exception", args=[daily.pk]) + f"?on={tomorrow}")
    page.get_by_label("Reason").fill("Strike at the printer")
    page.get_by_role("button", name="Save the exception").click()
    expect(page.locator("#effect")).to_contain_text("There is no issue on")
    page.get_by_role("button", name="Save the exception").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Daily")
    expect(page.locator("main")).to_contain_text("Strike at the printer")
