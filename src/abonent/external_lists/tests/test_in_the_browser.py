"""Played in a real browser: a seller works a list from the keyboard, on any screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from abonent.access.models import StaffUser
from abonent.external_lists.models import ListCall
from abonent.external_lists.testing import LEADS, a_list, row_named
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def norrvik(home) -> LegalEntity:
    return LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_read_and_use_the_pages(page_as, norrvik, width: int, theme: str):
    page: Page = page_as("sales", width=width, theme=theme)
    page.goto("/lists/")
    expect(page.get_by_text("No list yet")).to_be_visible()
    today = clock.today("Europe/Stockholm")
    leads = a_list(StaffUser.objects.get(username="sales.of.tests"), today=today)
    row = row_named(leads, "Åsa Ek")
    tail = ("", "columns/", "description/", "versions/")
    for address in ("/lists/", "/lists/new/", *(f"{leads.url}{end}" for end in tail), row.url):
        page.goto(address)
        assert not axe(page), address
        assert not scrolls_sideways(page), address


def test_a_list_is_worked_from_the_keyboard_alone(page_as, norrvik):
    page: Page = page_as("sales")
    today = clock.today("Europe/Stockholm")
    leads = a_list(StaffUser.objects.get(username="sales.of.tests"), LEADS, today=today)
    page.goto(leads.url)
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Åsa Ek")).to_be_visible()
    page.get_by_label("Interested", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("Note").focus()
    page.keyboard.type("Wants the weekend")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Bo Berg")).to_be_visible()
    expect(page.get_by_text("Åsa Ek: kept, here and in the file.")).to_be_visible()
    call = ListCall.objects.get()
    assert (call.result, call.note) == ("interested", "Wants the weekend")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Åsa Ek: kept")).to_be_hidden()
    assert not ListCall.objects.exists()
