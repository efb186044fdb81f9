"""Played in a real browser: a route gets its doors and its carrier by the keyboard; on a phone in the dark too."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from abonent.distribution.operations import CarrierDescription, add_carrier
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_route_gets_doors_and_a_carrier_by_the_keyboard(page_as, entity, width, theme):
    for number in ("1", "2", "3", "5"):
        a_door("Storgatan", number)
    add_carrier(entity=entity, described=CarrierDescription(number="17", name="Nils Ek"), actor=None)
    route = a_route(entity=entity, number="14")
    a_stretch(route, "Storgatan", side="even")
    page: Page = page_as("manager", width=width, theme=theme)

    def is_well(name: str) -> None:
        assert axe(page) == []
        assert not scrolls_sideways(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    page.goto(f"/routes/{route.pk}/")
    page.keyboard.press("n")
    expect(page.get_by_label("Postal code")).to_be_focused()
    is_well("stretch")
    page.get_by_label("Street").fill("Storgatan")
    page.get_by_label("Side").select_option("odd")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="The walk", exact=True)).to_contain_text("Storgatan, odd numbers")
    page.keyboard.press("w")
    page.get_by_label("Carrier").select_option(label="Nils Ek")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Who walks", exact=True)).to_contain_text("Nils Ek")
    is_well("route")
    page.goto("/routes/")
    expect(page.get_by_text("Nils Ek").first).to_be_attached()
    is_well("routes")
    page.goto("/routes/door/?street_line=Storgatan+3&postal_code=111+22&country=SE&day=")
    page.get_by_label("On", exact=True).fill("2030-01-07")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("day=2030"))
    expect(page.get_by_role("region", name="By which route").get_by_role("link", name="Route 14")).to_be_visible()
    is_well("door")
    a_route(entity=entity, number="15")
    page.goto(f"/stretches/{route.stretches.get(side='odd').pk}/recut/")
    page.get_by_label("To number").fill("3")
    expect(page.locator("#recut-effect")).to_contain_text("Doors of route 15")
    page.wait_for_timeout(500)  # the effect of what was typed last is asked for after a moment
    page.wait_for_load_state("networkidle")
    is_well("recut")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="The walk", exact=True)).to_contain_text("Storgatan from 5, odd numbers")
    page.goto("/routes/without/")
    expect(page.get_by_text("Every door has a route")).to_be_visible()
    is_well("without")
