"""The product as an app on a telephone or a desktop: what the browser that would install it says of it."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page

from abonent.ui.app_icons import GROUND, SIZES, app_icon


@pytest.mark.parametrize("name", SIZES)
def test_an_icon_has_its_size_and_those_that_are_cut_have_no_empty_corner(name: str):
    picture = Image.open(BytesIO(app_icon(name))).convert("RGBA")
    dots, percent = SIZES[name]
    assert picture.size == (dots, dots)
    corner = picture.getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] == (255 if percent < 100 else 0)
    assert picture.getpixel((dots // 2, dots // 10)) == (*bytes.fromhex(GROUND[1:]), 255)


@pytest.mark.django_db
def test_the_manifest_speaks_the_language_of_its_reader():
    client = Client(headers={"accept-language": "fi"})
    answer = client.get(reverse("ui:manifest"))
    assert (answer["Content-Type"], answer.json()["lang"], answer.json()["start_url"]) == ("application/manifest+json", "fi", "/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_finds_nothing_that_hinders_installing_it(page_of):
    page: Page = page_of()
    browser = page.context.browser
    if browser is None or browser.browser_type.name != "chromium":
        pytest.skip("only Chromium can be asked whether it would install a page")
    page.goto("/account/login/")
    asked = page.context.new_cdp_session(page)
    read = asked.send("Page.getAppManifest")
    assert (read["url"].endswith("/app.webmanifest"), read["errors"]) == (True, [])
    for icon in json.loads(read["data"])["icons"]:
        answer = page.request.get(icon["src"])
        width = Image.open(BytesIO(answer.body())).width
        assert (answer.status, f"{width}x{width}") == (200, icon["sizes"])
    hindered = {error["errorId"] for error in asked.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert hindered <= {"in-incognito"}
