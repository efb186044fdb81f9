"""Folders and addresses as sources in a real browser: kept by keys alone, looking well at any width and in the dark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from abonent.customers.tests.test_import_in_browser import looks_well
from abonent.imports import jobs
from abonent.imports.models import ImportSource
from abonent.kit import clock

pytestmark = pytest.mark.browser

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def drop(settings, tmp_path: Path) -> Path:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}
    settings.DROP_FOLDER = tmp_path / "drop"
    return settings.DROP_FOLDER


def looks_right(page: Page, name: str) -> None:
    looks_well(page, name)
    page.evaluate("document.documentElement.dataset.bsTheme = 'dark'")
    looks_well(page, f"{name}-dark")
    page.evaluate("document.documentElement.dataset.bsTheme = 'light'")


def test_a_folder_is_set_up_by_keys_and_shows_its_files_and_home_what_waits(page_as, drop: Path):
    page = page_as("administrator")
    page.goto("/imports/sources/")
    looks_right(page, "sources-empty")
    page.get_by_role("link", name="New folder").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Name").focus()
    page.keyboard.type("Web shop")
    page.keyboard.press("Enter")
    page.get_by_text("No file yet").wait_for()
    source = ImportSource.objects.get()
    assert source.folder == "web-shop"

    (drop / "web-shop" / "kunder.csv").write_text("Kundnummer;Namn\n1;Eva Berg\n")
    (drop / "web-shop" / "brev.pdf").write_bytes(b"%PDF-1.7")
    for later in (timedelta(), timedelta(minutes=5)):
        with clock.set_to(NOON + later):
            jobs.look_into(source_id=source.pk, actor_id=None, today="2026-02-01")
    page.reload()
    page.get_by_text("Not read", exact=True).wait_for()
    looks_right(page, "folder")
    page.goto("/")
    page.get_by_text("Imports that wait").wait_for()
    looks_right(page, "home")


def test_an_address_is_set_up_and_its_errors_stand_at_their_fields(page_as, drop: Path):
    page = page_as("administrator")
    page.goto("/imports/sources/new/?way=address")
    page.get_by_label("Name").fill("Shop")
    page.get_by_label("Address", exact=True).fill("http://shop.example.com/customers")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("is asked over plain HTTP").first.wait_for()
    looks_right(page, "address-refused")
    page.get_by_label("Address", exact=True).fill("https://shop.example.com/customers")
    page.locator("#id_new_secret").fill("Bearer 8f3k2")
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("An address and a secret are kept.").wait_for()
    looks_right(page, "address")
