"""Paying back in a real browser: the strip says it, the order is fetched and stays; on a phone and in the dark; nobody is shut out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from abonent.company.models import BankAccount
from abonent.customers.testing import a_customer
from abonent.ledger.tests.bank_scene import Scene, a_morning
from abonent.payment_orders.models import PaymentOrder
from abonent.payment_orders.testing import OUR_IBAN, has_account, ordered_refunds, paid_too_much, planned_refunds
from abonent.runs.operations import cancel_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db, settings, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    scene = a_morning()
    BankAccount.objects.create(entity=scene.norrvik, name="Konto", scheme="iban", number=OUR_IBAN, currency="SEK", on_invoices=False)
    return scene


def in_credit(scene: Scene):
    customer = a_customer("Siv", "Credit")
    has_account(customer)
    paid_too_much(customer, "500.00", entity=scene.norrvik)
    return customer


def test_money_goes_back_as_the_strip_said(page_as, scene):
    siv = in_credit(scene)
    page = page_as("finance")
    page.goto(f"/refunds/new/?customer={siv.number}&entity={scene.norrvik.pk}")
    page.get_by_label("Amount").fill("120")
    expect(page.get_by_text("goes back to Siv Credit")).to_contain_text("120")
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Download the file")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "norrvik-000001.xml"
    assert PaymentOrder.objects.get().file.fetched_at
    page.reload()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_nobody_is_shut_out(page_as, scene, width, theme):
    siv = in_credit(scene)
    page = page_as("finance", width=width, theme=theme)
    plan = planned_refunds(scene.norrvik)
    addresses = [f"/refunds/plans/{plan.pk}/", f"/refunds/new/?customer={siv.number}", f"/payment-orders/terms/{scene.norrvik.pk}/"]
    for address in (*addresses, f"/customers/{siv.number}/?tab=payer", f"/payers/{siv.pk}/mandates/new/"):
        page.goto(address, wait_until="networkidle")
        assert axe(page) == [] and not scrolls_sideways(page), address
    cancel_run(run=plan)
    order = ordered_refunds(scene.norrvik)
    for address in ("/payment-orders/", order.url):
        page.goto(address)
        assert axe(page) == [] and not scrolls_sideways(page), address
