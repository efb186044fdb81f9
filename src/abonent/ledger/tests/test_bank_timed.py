"""T4, played by keys alone: a bank file of three hundred lines of which twelve are unknown is cleared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.ledger.models import BankLine, Payment, UnknownBankLine
from abonent.ledger.rules.references import make_ocr
from abonent.ledger.testing import a_receivable
from abonent.ledger.tests.bank_scene import Scene, a_camt, a_morning
from abonent.ui.testing.acts import Player

pytestmark = [pytest.mark.browser, pytest.mark.timed, pytest.mark.django_db(transaction=True)]

LINES, PAYERS = 300, 24
FORGETFUL = ["Dahlgren", "Forsberg", "Hedlund", "Isaksson", "Nyström"]
MISTYPING = ["Lundmark", "Sjödin"]


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return a_morning()


@pytest.fixture
def known(scene: Scene) -> list[dict[str, str]]:
    """The lines that name their invoice: each reader has paid those of a year."""
    readers = [a_customer("Läsare", f"Nummer {number}") for number in range(PAYERS)]
    wanted = LINES - 12
    return [a_paid_invoice(readers[number % PAYERS], scene, 300_000 + number) for number in range(wanted)]


def a_paid_invoice(reader: Customer, scene: Scene, serial: int) -> dict[str, str]:
    reference = make_ocr(serial)
    a_receivable(reader, "249.00", entity=scene.norrvik, reference=reference, number=f"2026-{serial}")
    return {"amount": "249.00", "reference": reference, "name": reader.name.upper()}


@pytest.fixture
def unknown(scene: Scene) -> list[dict[str, str]]:
    """Twelve as a morning brings them: without a reference, with a wrong digit, for two invoices at once, too little, from a nickname."""
    lines = []
    for number, family_name in enumerate(FORGETFUL):
        amount = f"{1310 + number}.00"
        a_receivable(a_customer("Elsa", family_name), amount, entity=scene.norrvik, number=f"2026-14000{number}")
        lines.append({"amount": amount, "name": f"ELSA {family_name.upper()}", "text": "tack för tidningen"})
    for number, family_name in enumerate(MISTYPING):
        reference = make_ocr(410_000 + number)
        a_receivable(a_customer("Sture", family_name), "1249.00", entity=scene.norrvik, reference=reference)
        wrong = reference[:-1] + str((int(reference[-1]) + 3) % 10)
        lines.append({"amount": "1249.00", "name": f"{family_name.upper()} S", "reference": wrong})
    return [
        *lines,
        {"amount": "28776.00", "name": "BERGSTROMS BYGG AB", "reference": "1048820771"},
        {"amount": "3076.00", "name": "LINDQVIST ANNA", "account": "83279412", "text": "2026-118403 och ny faktura"},
        {"amount": "2700.00", "name": "WIKSTRÖM K", "account": "77778888"},
        a_namesake(scene),
        {"amount": "777.00", "name": "SWISH 0701740694"},
    ]


def a_namesake(scene: Scene) -> dict[str, str]:
    """Two of one name owe the same; it is the younger one's money, and a clerk knows it from the text."""
    for year in ("1951", "1983"):
        a_receivable(a_customer("Per", "Ek"), "1555.00", entity=scene.norrvik, number=f"2026-15{year}")
    return {"amount": "1555.00", "name": "EK PER", "text": "Per d.y."}


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_t4_a_file_of_three_hundred_lines_is_cleared_in_fourteen_acts_and_one_field(
    page_as: Any, scene: Scene, known: Any, unknown: Any, tmp_path: Path, width: int, theme: str
):
    file = tmp_path / "camt054.xml"
    file.write_bytes(a_camt([*known, *unknown]))
    page = page_as("finance", width=width, theme=theme)
    clerk = Player(page)
    before = BankLine.objects.count()
    page.goto("/bank/")
    clerk.drop(page.locator("input[name=files]").first, file)
    expect(page.get_by_text("288 matched, 12 left.")).to_be_visible(timeout=60_000)
    clerk.look(f"t4-brought-{width}-{theme}")
    for left in range(12, 1, -1):
        expect(page.get_by_role("option")).to_have_count(left)
        expect(page.locator("[role=option][aria-selected=true]")).to_be_focused()
        is_namesake = page.get_by_role("heading", name="1 555,00").count() == 1
        clerk.press("2" if is_namesake else "Enter")
    expect(page.get_by_role("option", name="SWISH")).to_be_focused()
    toasts = page.locator("#toasts [data-toast]")
    assert toasts.count() <= 3 and page.locator("#toasts [aria-keyshortcuts=z]").count() == 1, "what was done hides what is to be done"
    clerk.press("c")
    clerk.type(str(scene.karin.number))
    expect(page.locator(".ab-cand")).to_have_count(1)
    expect(page.locator(".ab-cand")).to_contain_text("Karin Wikström")
    clerk.look(f"t4-found-{width}-{theme}")
    clerk.press("Enter")

    expect(page.get_by_role("heading", name="Every line is known")).to_be_visible()
    assert clerk.count == (14, 1)
    assert not UnknownBankLine.objects.exists()
    assert BankLine.objects.count() - before == LINES
    assert Payment.objects.get(amount=777).customer == scene.karin
    assert Payment.objects.get(amount=1555).bank_line.counterpart_name == "EK PER"
