"""Played in a real browser: the plan to erase is looked at, a customer is held back by keys, on the desk and on the telephone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from abonent.company.operations import install_country_facts
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import begin_run, plan_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def run() -> Run:
    install_country_facts()
    company = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    a_customer()
    a_customer("Bo", "Ek")
    Customer.objects.update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    return plan_run(run=begin_run(kind="erasing", entity=company, as_of=day("2026-02-01"), actor=None))


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_a_customer_is_held_back_and_let_go_on_the_page_of_the_plan(page_as, run, width: int, theme: str):
    page: Page = page_as("manager", width=width, theme=theme)
    page.goto(f"/customers/erasures/{run.pk}/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Bo Ek")).to_be_visible()
    assert axe(page) == []
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Hold back", exact=True).first.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("1 customer is held back.")
    page.get_by_role("button", name="Let go", exact=True).first.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("1 customer is let go.")
