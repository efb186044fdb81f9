"""Timed task T6 in a real browser: a file of 5,000 customers with two odd headers, three bad rows mended, then all of it undone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Address, ContactPoint, Customer, CustomerSearch, ExternalKey
from abonent.customers.testing import a_customer
from abonent.imports.models import ImportBatch
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.timed]

ROWS = 5_000
MOST_ACTS, MOST_FIELDS = 8, 3
BAD = {7: ("10007", "1000"), 100: ("c100@example.org", "c100@"), 4_000: ("070-1744000", "12")}


class Hand:
    """A person at the page, whose pointer acts and key chords are counted, and the fields typed; Tab belongs to typing."""

    def __init__(self, page: Page) -> None:
        self.page, self.acts, self.fields = page, 0, 0

    def click(self, name: str, role: str = "button") -> None:
        self.acts += 1
        self.page.get_by_role(role, name=name).click()  # type: ignore[arg-type]

    def choose_file(self, path: Path) -> None:
        self.acts += 1
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("input[type=file]").click()
        chooser.value.set_files(path)

    def choose(self, column: str, field: str) -> None:
        self.acts += 1
        self.page.get_by_label(column, exact=True).select_option(label=field)

    def press(self, chord: str) -> None:
        self.acts += 1
        self.page.keyboard.press(chord)

    def type_over(self, text: str) -> None:
        """Write over what stands in the field that has the focus, and leave it."""
        self.fields += 1
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Tab")


def file_of_customers(folder: Path) -> Path:
    lines = ["Kundnummer;Förnamn;Efternamn;Adress;Kod;Fält 7;Mobil;E-post"]
    for number in range(1, ROWS + 1):
        line = f"{number};Eva;Berg{number};Storgatan {number};{10_000 + number};Norrvik;070-174{number:04d};c{number}@example.org"
        right, wrong = BAD.get(number, ("", ""))
        lines.append(line.replace(right, wrong) if right else line)
    path = folder / "kunder.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture
def manager(transactional_db, settings, tmp_path: Path) -> StaffUser:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used", language="en")
    user.roles.add(Role.objects.get(code="manager"))
    user.entities.add(entity)
    return user


def picture(page: Page, name: str) -> None:
    """A picture of each step for whoever asks for them with ABONENT_PICTURES=FOLDER."""
    if folder := os.environ.get("ABONENT_PICTURES"):
        for width, theme in ((1280, "light"), (390, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)
            page.screenshot(path=Path(folder) / f"{name}-{width}-{theme}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def looks_well(page: Page, name: str) -> None:
    picture(page, name)
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert not scrolls_sideways(page), name
    page.set_viewport_size({"width": 1280, "height": 800})


def test_5000_customers_come_in_three_rows_are_mended_and_all_is_undone_within_eight_acts(page_of, manager: StaffUser, tmp_path: Path):
    a_customer("Sven", "Ek")
    tables = (Customer, ExternalKey, Address, ContactPoint, CustomerSearch)
    before = [list(model.objects.order_by("pk").values()) for model in tables]
    page = page_of(manager)
    page.goto("/imports/")
    hand = Hand(page)

    hand.click("Import: Customers", "link")
    looks_well(page, "1-file")
    hand.choose_file(file_of_customers(tmp_path))
    page.wait_for_url("**/imports/*/")
    looks_well(page, "2-columns")
    hand.choose("Kod", "Postal code")
    hand.choose("Fält 7", "Town")
    hand.press("Control+Enter")
    page.get_by_text("3 rows are to mend.").wait_for()
    looks_well(page, "3-mending")

    for number, (right, _wrong) in BAD.items():
        assert page.evaluate("() => document.activeElement.id").startswith(f"cell-{number + 1}-")
        hand.type_over(right)
        if page.evaluate("() => document.activeElement.tagName") == "SUMMARY":
            page.keyboard.press("Tab")
    page.get_by_text("All rows are right now.").wait_for()
    looks_well(page, "4-mended")
    hand.press("Control+Enter")
    page.get_by_text("The same file again would change nothing.").wait_for()
    assert Customer.objects.count() == ROWS + 1
    looks_well(page, "5-committed")
    hand.click("Undo the whole import")
    page.get_by_text("what it brought is gone").wait_for()
    looks_well(page, "6-undone")

    assert ImportBatch.objects.get().state == "undone"
    assert [list(model.objects.order_by("pk").values()) for model in tables] == before
    assert (hand.acts, hand.fields) <= (MOST_ACTS, MOST_FIELDS)
    assert hand.fields <= MOST_FIELDS


def choose_by_keys(hand: Hand, header: str, letters: str) -> None:
    """Come to a column with Tab, and write the beginning of the word for it; that is an act."""
    for _tab in range(ROWS):
        if hand.page.evaluate("() => document.activeElement.labels?.[0]?.textContent") == header:
            break
        hand.page.keyboard.press("Tab")
    hand.acts += 1
    hand.page.keyboard.type(letters)


def test_the_same_by_keyboard_alone(page_of, manager: StaffUser, tmp_path: Path):
    page = page_of(manager)
    page.set_default_timeout(60_000)
    page.on("filechooser", lambda _chooser: None)  # asked for early: the browser tells of the first one only then
    page.goto("/imports/")
    hand = Hand(page)

    hand.press("n")
    page.wait_for_url("**/imports/new/customers/")
    expect(page.locator("input[type=file]")).to_be_focused()
    with page.expect_file_chooser() as chooser:
        hand.press("Enter")
    chooser.value.set_files(file_of_customers(tmp_path))
    page.get_by_role("heading", name="Which column is what").wait_for()
    choose_by_keys(hand, "Kod", "Postal")
    choose_by_keys(hand, "Fält 7", "Town")
    hand.press("Control+Enter")
    page.get_by_text("3 rows are to mend.").wait_for()

    for number, (right, _wrong) in BAD.items():
        while not page.evaluate("() => document.activeElement.id").startswith(f"cell-{number + 1}-"):
            page.keyboard.press("Tab")
        hand.type_over(right)
    page.get_by_text("All rows are right now.").wait_for()
    hand.press("Control+Enter")
    page.get_by_text("The same file again would change nothing.").wait_for()
    assert Customer.objects.count() == ROWS
    hand.press("u")
    page.get_by_text("what it brought is gone").wait_for()

    assert not Customer.objects.exists()
    assert hand.acts <= MOST_ACTS, hand.acts
    assert hand.fields <= MOST_FIELDS
