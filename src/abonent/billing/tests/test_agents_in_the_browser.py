"""Played in a real browser: terms agreed with an agent by keys alone, his invoice in parts, his settlement; at both widths."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abonent.billing.agent_testing import a_paper, a_reader_of, a_settlement_run, an_agent, terms_of_agent
from abonent.billing.models import AgentSettlement, CommissionTerms
from abonent.billing.testing import a_billing, a_publisher, invoices_of
from abonent.kit import clock
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(1280, "light"), (390, "dark")]


@pytest.fixture
def norrvik():
    return a_publisher()


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_terms_are_agreed_by_the_keyboard_alone_and_undone(page_as: Any, norrvik, width: int, theme: str):
    agent = an_agent("commission", "Bokhandeln")
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/agents/{agent.customer_id}/")
    page.keyboard.press("n")
    expect(page.get_by_label("Commission, percent")).to_be_visible()
    looked_at(page, f"terms-{width}")
    page.get_by_label("Commission, percent").fill("20")
    page.get_by_label("From").fill((clock.today(norrvik.zone) + timedelta(days=1)).isoformat())
    page.keyboard.press("Control+Enter")
    toast = page.locator("#toasts [data-toast]").first
    expect(toast).to_contain_text("works on these terms")
    assert CommissionTerms.objects.get().percent == 20
    looked_at(page, f"agent-{width}")
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert not CommissionTerms.objects.exists()


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_an_agent_has_his_invoice_in_parts_and_his_settlement(page_as: Any, norrvik, width: int, theme: str):
    today = clock.today(norrvik.zone)
    bills, earns = an_agent("bills"), an_agent("commission", "Bokhandeln")
    terms_of_agent(bills, norrvik, percent="20")
    terms_of_agent(earns, norrvik, percent="12.5", earned="billed")
    paper = a_paper(norrvik)
    for name in ("Anna", "Berit", "Cecilia"):
        a_reader_of(bills, paper, name, starts_on=today.isoformat())
    a_reader_of(earns, paper, "David", starts_on=today.isoformat())
    split = next(one for one in invoices_of(a_billing(norrvik, as_of=today.isoformat())) if one.payer == bills.customer)
    a_settlement_run(norrvik, today.isoformat())
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto("/agents/")
    looked_at(page, f"agents-{width}")
    page.get_by_role("link", name="Prenax Ombud").click()
    page.get_by_role("link", name=f"Parts of {split.document_number}").click()
    expect(page.get_by_text("Cecilia")).to_be_visible()
    looked_at(page, f"parts-{width}")
    page.goto(AgentSettlement.objects.get().url)
    expect(page.get_by_text("125,00").first).to_be_visible()
    looked_at(page, f"settlement-{width}")


def looked_at(page: Page, name: str) -> None:
    """Usable by everybody, no wider than the screen; kept as a picture where `ABONENT_SHOTS` names a folder."""
    assert axe(page) == []
    assert not scrolls_sideways(page)
    if folder := os.environ.get("ABONENT_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
