"""Billing in a real browser: usable by everybody, on a desk and on a phone, in light and dark, with the keyboard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from abonent.billing.models import BillingHold, Invoice
from abonent.billing.operations import credit_line, hold_back
from abonent.billing.operations.releasing import KIND as REVENUE_RELEASE
from abonent.billing.testing import a_billing, a_charge, a_payer, a_plan, a_publisher, invoices_of
from abonent.charges.models import PriceTrace
from abonent.kit.periods import day
from abonent.runs.models import Run
from abonent.runs.operations import begin_run, plan_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = pytest.mark.browser
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
NAMES = ["Birgitta Åkesson", "Lars-Göran Sjödin", "Inger Nyström", "Karin Wikström", "Elsa Hedlund", "Per-Olof Dahlgren", "Sture Lundmark"]
DAILY = {
    "code": "charge.term",
    "product": {"en": "Norrvik Daily, Mon–Sat", "sv": "Norrviks Dagblad, mån–lör"},
    "term_kind": "fixed",
    "term_unit": "month",
    "term_length": 6,
}
TRACE = [
    {"code": "price.listed", "product": DAILY["product"], "term_kind": "fixed", "term_unit": "month", "term_length": 6, "amount": "2949.00",
     "price_list": {"en": "Consumer 2026"}, "valid_from": "2026-07-01"},
]  # fmt: skip


@pytest.fixture
def billed(transactional_db: None, settings: Any, tmp_path: Path) -> tuple[Run, Run, Invoice, Invoice]:
    """A run that is done, a plan that waits, an invoice of two lines, a credit note."""
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    norrvik = a_publisher()
    trace = PriceTrace.objects.create(digest="daily", steps=TRACE)
    payers = [a_payer(*name.split(" ", 1)) for name in NAMES]
    for number, payer in enumerate(payers):
        a_charge(payer, f"{1249 + 240 * number}.00", entity=norrvik, description=DAILY, trace=trace)
    a_charge(
        payers[0],
        "39.00",
        entity=norrvik,
        parts=[("standard", "39.00")],
        deferred=False,
        description={"code": "fee", "product": {"en": "Paper invoice"}},
    )
    done = a_billing(norrvik)
    invoice = next(posted for posted in invoices_of(done) if posted.payer_id == payers[0].pk)
    credit = credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=day("2026-07-02"))
    for number, payer in enumerate([*payers, a_payer("Mohammed", "Al-Rashid"), a_payer("Ny", "Läsare", address=False)]):
        a_charge(
            payer,
            f"{1249 + 360 * number}.50",
            entity=norrvik,
            description=DAILY,
            trace=trace,
            parts=[("press_print", f"{760 + 360 * number}.50"), ("press_digital", "489.00")],
        )
    a_charge(payers[2], "-58.93", entity=norrvik, description={**DAILY, "code": "charge.pause_credit"})
    a_charge(payers[3], "10.00", entity=norrvik, parts=[("unheard_of", "10.00")])
    plan = a_plan(norrvik)
    hold_back(run=plan, ordinal=5, reason="Asked to wait", actor=None)
    plan_run(run=begin_run(kind=REVENUE_RELEASE, entity=norrvik, as_of=day("2026-08-01"), actor=None))
    return done, plan, invoice, credit


def addresses_of(done: Run, plan: Run, invoice: Invoice, credit: Invoice) -> list[str]:
    return [
        "/invoices/",
        invoice.url,
        credit.url,
        f"{invoice.url}credit/?line=1",
        f"{invoice.url}why/",
        f"/runs/{plan.pk}/invoices/",
        f"/runs/{plan.pk}/invoices/?odd=changed&sort=-change",
        f"/runs/{done.pk}/invoices/",
        f"/runs/{done.pk}/sending/",
        f"/runs/{Run.objects.get(kind=REVENUE_RELEASE).pk}/release/",
    ]


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_everybody_can_use_every_page_of_billing(page_as: Any, billed: Any, width: int, theme: str):
    page = page_as("finance", width=width, theme=theme)
    wrong = []
    for number, address in enumerate(addresses_of(*billed)):
        answer = page.goto(address)
        assert answer is not None and answer.ok, address
        if folder := os.environ.get("ABONENT_SHOTS"):
            page.screenshot(path=f"{folder}/billing-{number}-{width}-{theme}.png", full_page=True)
        wrong += [f"{address}: {found}" for found in axe(page)]
        if scrolls_sideways(page):
            wrong.append(f"{address}: scrolls sideways")
    assert not wrong, "\n".join(wrong)


def test_a_figure_says_why_and_the_row_is_held_back_from_there(page_as: Any, billed: Any):
    _done, plan, _invoice, _credit = billed
    page = page_as("finance")
    page.goto(f"/runs/{plan.pk}/invoices/?odd=changed&sort=-change")
    page.locator("a[data-why]").first.click()
    why = page.locator("#why")
    why.get_by_text("changed since Jul").first.wait_for()
    if folder := os.environ.get("ABONENT_SHOTS"):
        page.screenshot(path=f"{folder}/billing-why.png")
    assert axe(page) == []
    before = BillingHold.objects.count()
    why.get_by_role("button", name="Hold back").click()
    page.get_by_text("1 invoice is held back.").wait_for()
    assert BillingHold.objects.count() == before + 1


def test_the_effect_of_a_credit_follows_what_is_typed(page_as: Any, billed: Any):
    _done, _plan, invoice, _credit = billed
    page = page_as("clerk")
    page.goto(f"{invoice.url}credit/?line=1")
    page.get_by_text("You get 1 249,00 kr back.").wait_for()
    page.get_by_label("Amount of").fill("249.00")
    page.get_by_text("You get 249,00 kr back.").wait_for()
    page.keyboard.press("Control+Enter")
    page.get_by_text("is posted.").wait_for()
    assert Invoice.objects.filter(credits=invoice).count() == 2
