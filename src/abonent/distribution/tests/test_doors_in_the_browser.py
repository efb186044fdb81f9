"""Played in a real browser: the map of a route, and something laid out to households, on a desk and on a phone in the dark."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from abonent.distribution.models import Depot
from abonent.distribution.operations.doors import DoorDescription, say_of_door
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_route_is_on_a_map_and_its_households_get_a_paper(page_as: Callable[..., Page], entity: LegalEntity, width: int, theme: str):
    depot = Depot.objects.create(entity=entity, name="North", latitude=Decimal("59.31500"), longitude=Decimal("18.06000"))
    route, other = a_route(entity=entity, number="14"), a_route(entity=entity, number="15")
    route.depot = depot
    route.save()
    for walk, street, latitude in ((route, "Storgatan", 59.3100), (route, "Åsögatan", 59.3110), (other, "Nygatan", 59.3105)):
        for number in range(1, 9):
            where = {
                "latitude": Decimal(str(round(latitude + number % 2 * 0.0002, 5))),
                "longitude": Decimal(str(round(18.06 + number * 0.0006, 5))),
            }
            place = a_door(street, str(number))
            known = DoorDescription(refuses=number == 3, **(where if number != 8 else {}))
            say_of_door(place=place, described=known, actor=None)
        a_stretch(walk, street)
    page = page_as("manager", width=width, theme=theme)

    def is_well(name: str) -> None:
        assert axe(page) == []
        assert not scrolls_sideways(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    page.goto(f"/routes/{route.pk}/")
    expect(page.get_by_role("group", name="Map of route 14: 14 doors in the order of the walk").locator("visible=true")).to_have_count(1)
    page.get_by_text("2 doors are not on the map").click()
    expect(page.get_by_text("Storgatan 8", exact=True)).to_be_visible()
    is_well("map")
    page.goto("/routes/doors/")
    is_well("doors")
    page.goto("/coverage/")
    page.keyboard.press("n")
    page.get_by_label("What is laid out").fill("Summer paper")
    page.get_by_label("Comes on").fill((clock.today("Europe/Stockholm") + timedelta(days=7)).isoformat())
    page.get_by_label("Routes").fill("14, 15")
    expect(page.locator("#coverage-effect")).to_contain_text("Households")
    page.get_by_label("How it is addressed").select_option("household")
    expect(page.locator("#coverage-effect")).to_contain_text("People")
    is_well("coverage-form-by-name")
    page.get_by_label("How it is addressed").select_option("door")
    page.wait_for_timeout(500)  # the effect of what was typed last is asked for after a moment
    page.wait_for_load_state("networkidle")
    is_well("coverage-form")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Summer paper")).to_be_visible()
    expect(page.get_by_role("link", name="By route, in walking order")).to_be_visible()
    is_well("coverage")
