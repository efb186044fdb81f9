"""Played in a real browser: a kiosk draws otherwise from Monday by the keyboard alone, and what came back is noted; on a phone in the dark too."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from abonent.distribution.models import Draw, DrawReturn
from abonent.distribution.outlet_queries import drawn
from abonent.distribution.testing import an_outlet
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import period
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_kiosk_draws_otherwise_and_gives_back(page_as, entity, daily, width, theme):
    today = clock.today(entity.zone)
    issues_on(daily.components.get(ordinal=1).edition, DAILY, first=str(today - timedelta(days=50)), until=str(today + timedelta(days=40)))
    kiosk = an_outlet(entity=entity)
    Draw.objects.create(outlet=kiosk, product=daily, copies=[10] * 7, during=period(today - timedelta(days=100), None))
    latest = today - timedelta(days=1)
    for issue in drawn(kiosk, first=today - timedelta(days=36), until=latest):
        back = 0 if issue.on.weekday() == latest.weekday() else 3
        DrawReturn.objects.create(outlet=kiosk, product=daily, issue_id=issue.issue_id, copies=back, came_on=today)
    page: Page = page_as("circulation", width=width, theme=theme)

    def is_well(name: str) -> None:
        assert axe(page) == []
        assert not scrolls_sideways(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    page.goto("/outlets/")
    is_well("outlets")
    page.goto(kiosk.url)
    expect(page.get_by_text("sold out 5 of 5 times").first).to_be_visible()
    is_well("outlet")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Other draw")).to_be_visible()
    page.get_by_label("From", exact=True).fill(str(today + timedelta(days=7)))
    page.get_by_label("Sunday").fill("25")
    expect(page.locator("#draw-effect")).to_contain_text("85")
    is_well("draw")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("draws that from that day on")
    page.get_by_role("link", name="Returns").first.click()
    page.get_by_label("Copies of").last.fill("2")
    is_well("returns")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("is noted")
    assert DrawReturn.objects.get(issue__published_on=latest).copies == 2
