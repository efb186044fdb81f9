"""Direct debit in a real browser: planned, looked at, ordered, answered; on a phone and in the dark; nobody is shut out."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect

from abonent.customers.testing import a_customer
from abonent.kit import clock
from abonent.ledger.operations.bank_files import import_bank_file
from abonent.ledger.testing import a_receivable
from abonent.ledger.tests.bank_scene import Scene, a_morning
from abonent.payment_orders.models import Collection, CollectionTerms
from abonent.payment_orders.operations import answer_mandate, request_mandate, set_payer_method
from abonent.payment_orders.operations.collections import set_collection_terms
from abonent.payment_orders.testing import collected, planned
from abonent.runs.operations import cancel_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db, settings, tmp_path: Path) -> Scene:
    """A company that collects by Autogiro, and a customer with an item that is due."""
    settings.MEDIA_ROOT = tmp_path
    scene = a_morning()
    today = clock.today(scene.norrvik.zone)
    giro = scene.norrvik.bank_accounts.get(scheme="bankgiro")
    terms = CollectionTerms(entity=scene.norrvik, autogiro_account=giro, autogiro_customer="471117", days_before=5, retry_days=3, retries=2)
    set_collection_terms(terms=terms, actor=None)
    siv = a_customer("Siv", "Debit")
    set_payer_method(customer=siv, method="direct_debit", actor=None)
    asked = {"scheme": "autogiro", "account": "5000, 1234567", "signed_on": today}
    mandate = request_mandate(entity=scene.norrvik, customer=siv, **asked, actor=None, today=today)
    answer_mandate(mandate=mandate, approved=True, actor=None)
    a_receivable(siv, "359.00", entity=scene.norrvik, reference="10990016", due_on=(today + timedelta(days=2)).isoformat())
    return scene


def rejected(collection: Collection) -> bytes:
    """The list in which Bankgirot says why it did not take a debit."""
    giro, on = collection.order.bank_account.number, f"{collection.order.execute_on:%Y%m%d}"
    ore = int(collection.amount * 100)
    opening = f"01AUTOGIRO              {on}            {'AVVISADE BET UPPDR':<20}471117{giro:0>10}"
    record = f"82{on}0   {collection.mandate.reference:0>16}{ore:0>12}{collection.receivable.reference:<16}13"
    return "\r\n".join([opening, record, f"09{on}9900{0:0>18}{1:0>6}{ore:0>12}"]).encode()


def test_what_a_plan_shows_is_ordered_and_what_the_bank_said_stands_there(page_as, scene):
    [collection] = collected(scene.norrvik, clock.today(scene.norrvik.zone))
    page = page_as("finance")
    page.goto(collection.order.url)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "norrvik-000001.txt"
    page.goto("/bank/")
    page.locator("input[type=file]").first.set_input_files(
        {"name": "avvisade.txt", "mimeType": "text/plain", "buffer": rejected(collection)}
    )
    expect(page.get_by_text("Answers of the bank to our orders: 1.")).to_be_visible()
    page.goto(f"/collections/{collection.pk}/")
    expect(page.get_by_text("13, the day is past")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_nobody_is_shut_out(page_as, scene, width, theme):
    page = page_as("finance", width=width, theme=theme)
    today = clock.today(scene.norrvik.zone)
    plan = planned(scene.norrvik, today)
    page.goto(f"/collections/plans/{plan.pk}/", wait_until="networkidle")
    assert axe(page) == [] and not scrolls_sideways(page)
    cancel_run(run=plan)
    [collection] = collected(scene.norrvik, today)
    import_bank_file(content=BytesIO(rejected(collection)), name="avvisade.txt", actor=None)
    addresses = [f"/collections/{collection.pk}/", collection.order.url, "/payment-orders/answers/", "/payment-orders/"]
    for address in (*addresses, f"/payment-orders/collecting/{scene.norrvik.pk}/"):
        page.goto(address, wait_until="networkidle")
        assert axe(page) == [] and not scrolls_sideways(page), address
