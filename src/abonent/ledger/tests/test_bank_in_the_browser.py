"""The bank page in a real browser: a file is cleared by keyboard alone, and nobody is shut out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from abonent.ledger.models import BankStatement, JournalEntry, OpenPayment, Payment, Receivable, UnknownBankLine
from abonent.ledger.tests.bank_scene import MATCHED, UNKNOWN, Scene, a_camt, a_morning
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEE = {"amount": "-45.00", "name": "BANKEN", "text": "Avgift juli"}


@pytest.fixture
def scene(transactional_db) -> Scene:
    return a_morning()


@pytest.fixture
def bank(page_as, scene, tmp_path):
    """`bank(*lines)`: the page of a member of finance who has just brought a file with these lines."""

    def brought(*lines: dict[str, str], **look) -> Page:
        file = tmp_path / "camt054.xml"
        Path(file).write_bytes(a_camt([*MATCHED, *lines]))
        page = page_as("finance", **look)
        page.goto("/bank/")
        page.set_input_files("input[name=files] >> nth=0", file)
        page.wait_for_url("**/bank/?brought=*")
        return page

    return brought


def test_six_lines_of_which_three_are_unknown_are_cleared_by_three_keys(bank, scene):
    page = bank(*UNKNOWN)
    expect(page.get_by_text("3 matched, 3 left.")).to_be_visible()
    expect(page.get_by_role("option", name="LINDQVIST ANNA")).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="BERGSTROMS BYGG AB")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("option", name="WIKSTRÖM K")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()
    assert not UnknownBankLine.objects.exists() and not OpenPayment.objects.exists()
    paid = Payment.objects.filter(amount__in=[3076, 28776, 2700]).order_by("amount").values_list("customer", "amount")
    assert list(paid) == [(scene.karin.pk, 2700), (scene.anna.pk, 3076), (scene.bygg.pk, 28776)]


def test_keys_pressed_faster_than_the_page_answers_go_to_the_lines_they_were_meant_for(bank, scene):
    page = bank(*UNKNOWN)
    expect(page.get_by_role("option", name="LINDQVIST ANNA")).to_be_focused()
    for key in ("ArrowDown", "Enter", "Enter"):
        page.keyboard.press(key, delay=0)
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option", name="LINDQVIST ANNA")).to_be_focused()
    assert sorted(Payment.objects.filter(amount__in=[28776, 2700]).values_list("customer", flat=True)) == sorted(
        [scene.bygg.pk, scene.karin.pk]
    )


def test_the_second_candidate_is_chosen_by_its_number_and_taken_back_by_z(bank, scene):
    page = bank(UNKNOWN[0])
    expect(page.get_by_role("button", name="Accept")).to_have_count(2)
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()
    assert OpenPayment.objects.get().open_amount == Decimal("2717.00")
    page.keyboard.press("z")
    expect(page.get_by_role("option", name="LINDQVIST ANNA")).to_be_focused()
    assert UnknownBankLine.objects.count() == 1


def test_a_customer_is_found_by_hand(bank, scene):
    page = bank({"amount": "100.00", "name": "SWISH 0701740694"})
    expect(page.get_by_role("option")).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.type(str(scene.karin.number))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Accept")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()
    assert Payment.objects.latest("pk").customer == scene.karin


def test_a_line_is_split_over_items_and_account(bank, scene):
    page = bank({"amount": "400.00", "name": "LINDQVIST ANNA"})
    expect(page.get_by_role("option")).to_be_focused()
    page.keyboard.press("s")
    first = page.get_by_role("textbox", name="2026-118403")
    expect(first).to_have_value("359,00")
    first.fill("300")
    expect(page.get_by_text("59,00 left to divide")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("59,00 kr is not divided yet.")).to_be_visible()
    page.get_by_role("textbox", name="On account").fill("59")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()
    assert OpenPayment.objects.get().open_amount == 59


def test_a_fee_is_set_aside(bank, scene):
    page = bank(FEE)
    expect(page.get_by_role("option")).to_be_focused()
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Bank fee")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()


def test_a_file_may_be_let_go_anywhere_on_the_page(page_as, scene):
    page = page_as("finance")
    page.goto("/bank/")
    page.evaluate(
        """(content) => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([content], "dropped.xml"));
            document.querySelector("h1").dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
        }""",
        a_camt([*MATCHED, *UNKNOWN]).decode(),
    )
    expect(page.get_by_text("dropped.xml")).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(3)


def test_it_works_without_script(page_as, scene, tmp_path):
    file = tmp_path / "camt054.xml"
    file.write_bytes(a_camt([*MATCHED, *UNKNOWN]))
    page = page_as("finance", script=False)
    page.goto("/bank/")
    page.set_input_files("input[name=files] >> nth=0", file)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("option", name="WIKSTRÖM K").click()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.get_by_role("option")).to_have_count(2)
    assert Payment.objects.latest("pk").customer == scene.karin


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nobody_is_shut_out(bank, scene, width, theme):
    page = bank(*UNKNOWN, FEE, width=width, theme=theme)
    statement, entry = BankStatement.objects.latest("pk"), JournalEntry.objects.latest("pk")
    item, payment, line = Receivable.objects.earliest("pk"), Payment.objects.earliest("pk"), UnknownBankLine.objects.latest("pk")
    for address in (
        "/bank/",
        f"/bank/?line={line.pk}",
        f"/bank/lines/{line.pk}/",
        f"/bank/lines/{UnknownBankLine.objects.earliest('pk').pk}/split/",
        "/bank/files/",
        f"/bank/files/{statement.bank_file_id}/",
        "/bank/statements/",
        f"/bank/statements/{statement.pk}/",
        "/payments/",
        f"/payments/{payment.pk}/",
        f"/payments/new/?customer={scene.anna.number}",
        "/receivables/",
        f"/receivables/{item.pk}/",
        "/journal/",
        f"/journal/{entry.pk}/",
        "/accounts/",
        f"/customers/{scene.anna.number}/?tab=payments",
    ):
        page.goto(address)
        assert axe(page) == [], address
        assert not scrolls_sideways(page), address
