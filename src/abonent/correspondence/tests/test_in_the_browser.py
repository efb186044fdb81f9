"""Played in a real browser: a clerk with a caller on the line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import pin_note
from abonent.correspondence.testing import a_call, a_note
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer, an_organisation
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def anna() -> Customer:
    LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    return a_customer(mobile="070-174 06 35")


def much_is_said(customer: Customer, by) -> None:
    now = clock.now()
    pinned = a_note(customer, "Hard of hearing on the left side: speak slowly", by=by, at=now - timedelta(days=90))
    pin_note(note=pinned, actor=by, today=now.date())
    for back in range(1, 50):
        a_note(customer, f"Note {back}: the carrier was told of the new code at the street door", by=by, at=now - timedelta(days=back))
    a_call(customer, "Wants to know what the next invoice comes to", by=by, at=now - timedelta(hours=1), result="settled")


def staff(role: str = "clerk"):
    from abonent.access.models import StaffUser

    return StaffUser.objects.get(username=f"{role}.of.tests")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_everybody_can_read_and_write_what_was_said(page_as, anna, width: int, theme: str):
    page: Page = page_as("clerk", width=width, theme=theme)
    much_is_said(anna, staff())
    company = an_organisation()
    note = Interaction.objects.filter(pinned_at=None).latest("pk")
    for address in (
        f"/customers/{anna.number}/",
        f"/customers/{company.number}/",
        note.url,
        f"{note.url}correction/",
        "/correspondence/",
        f"/correspondence/of-customer/{anna.pk}/timeline/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address


def test_a_call_is_written_by_keys_alone_and_stands_at_once_and_can_be_undone(page_as, anna):
    page: Page = page_as("clerk")
    page.goto(f"/customers/{anna.number}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".ab-strip")).to_contain_text("None yet")
    page.keyboard.press("n")
    expect(page.get_by_label("What was said")).to_be_focused()
    page.keyboard.type("Asks about the pause in July")
    page.get_by_label("Kind").select_option("call-in")
    page.get_by_label("Result").select_option("settled")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("Asks about the pause in July")
    expect(page.locator(".ab-strip")).to_contain_text("Call, Maja")
    expect(page.get_by_label("What was said")).to_have_value("")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    page.wait_for_load_state("networkidle")
    assert not Interaction.objects.exists()


def test_a_note_stands_above_at_once_and_a_result_is_asked_of_contacts_only(page_as, anna):
    page: Page = page_as("clerk")
    page.goto(f"/customers/{anna.number}/?tab=payments")
    page.keyboard.press("n")
    expect(page.get_by_label("What was said")).to_be_focused()
    expect(page.get_by_label("Result")).to_be_hidden()
    page.keyboard.type("Speak slowly")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Notes, newest first")).to_contain_text("Speak slowly")


def test_after_a_note_is_saved_the_next_letter_is_a_key_of_the_page_again(page_as, anna):
    page: Page = page_as("clerk")
    page.goto(f"/customers/{anna.number}/")
    page.keyboard.press("n")
    page.keyboard.type("Wants to be called on Friday")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("The note is kept.")
    expect(page.get_by_label("What was said")).not_to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Undone.")


def test_older_notes_are_reached_sideways_and_older_entries_by_a_button(page_as, anna):
    page: Page = page_as("clerk")
    much_is_said(anna, staff())
    page.goto(f"/customers/{anna.number}/")
    notes = page.get_by_role("region", name="Notes, newest first")
    expect(notes.get_by_role("article").first).to_contain_text("Hard of hearing")
    notes.focus()
    for _press in range(30):
        page.keyboard.press("ArrowRight")
    expect(notes.get_by_role("article").first).not_to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#timeline li")).to_have_count(30)
    page.get_by_role("link", name="Older").click()
    expect(page.locator("#timeline li")).to_have_count(52)
    page.get_by_role("link", name="Calls 1").click()
    expect(page.locator("#timeline li")).to_have_count(1)
    assert page.url.endswith("?tab=timeline&show=calls")
    page.reload()
    expect(page.locator("#timeline li")).to_have_count(1)


def test_what_is_typed_comes_back_until_it_is_saved_discarded_or_the_clerk_logs_out(page_as, anna):
    page: Page = page_as("clerk")
    here, restored = f"/customers/{anna.number}/", page.get_by_text("Restored what you had typed.")

    def write(text: str) -> None:
        page.goto(here)
        page.get_by_label("What was said").fill(text)

    write("Cut off in the middle of")
    page.goto("/customers/")
    page.goto(here)
    expect(restored).to_be_visible()
    expect(page.get_by_label("What was said")).to_have_value("Cut off in the middle of")
    assert axe(page, within="#composer") == []
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("What was said")).to_have_value("")
    page.reload()
    expect(restored).to_have_count(0)

    write("To be saved")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline")).to_contain_text("To be saved")
    page.goto(here)
    expect(page.get_by_label("What was said")).to_have_value("")

    write("Nobody else's business")
    page.locator(".ab-me").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login/**")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []


def test_a_refused_form_keeps_its_own_words_and_a_saved_one_leaves_no_draft(page_as, anna):
    page: Page = page_as("clerk")
    note = a_note(anna, "Paper mising", by=staff())
    page.goto(f"{note.url}correction/")
    page.get_by_label("What was said").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Write what was said, or choose")).to_be_visible()
    page.get_by_label("What was said").fill("Paper missing")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Paper missing")
    page.goto(f"{note.url}correction/")
    expect(page.get_by_text("Restored what you had typed.")).to_have_count(0)
