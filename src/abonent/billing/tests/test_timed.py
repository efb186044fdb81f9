"""T9 and T10 in a real browser: the monthly run from plan to posted, and one line of an invoice credited and sent."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from abonent.billing.models import Invoice
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.company.models import NumberSeries
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import commit_run, plan_run
from abonent.ui.testing.acts import Player

pytestmark = [pytest.mark.browser, pytest.mark.timed, pytest.mark.django_db(transaction=True)]
DESK = 768
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light")]


@pytest.fixture
def norrvik(transactional_db: None, settings: Any, tmp_path: Any) -> LegalEntity:
    settings.MEDIA_ROOT = tmp_path
    entity = a_publisher()
    NumberSeries.objects.filter(entity=entity, kind="invoice").update(prefix="2026-11840")
    return entity


@pytest.fixture
def invoice(norrvik: LegalEntity) -> Invoice:
    """Of two lines, one of them the fee for paper that she should not have paid; she has her invoices by e-mail."""
    birgitta = a_payer("Birgitta", "Åkesson", invoice_channel="email", email="birgitta@example.com")
    a_charge(birgitta, "1249.00", entity=norrvik)
    fee = {"code": "fee", "product": {"en": "Paper invoice", "sv": "Pappersfaktura"}}
    a_charge(birgitta, "39.00", entity=norrvik, parts=[("standard", "39.00")], deferred=False, description=fee)
    run = a_billing(norrvik)
    return Invoice.objects.get(run_id=run.pk)


@pytest.fixture
def due(norrvik: LegalEntity) -> list[Customer]:
    """Sixty readers who were billed a month ago and are due again: the price of two of them has risen by more than a fifth."""
    today = clock.today(norrvik.zone)
    readers = [a_payer("Läsare", f"Nummer {number}") for number in range(60)]
    for reader in readers:
        a_charge(reader, "249.00", entity=norrvik, due_on=today - timedelta(days=30))
    a_billing(norrvik, as_of=(today - timedelta(days=30)).isoformat())
    for number, reader in enumerate(readers):
        a_charge(reader, "389.00" if number in (21, 43) else "259.00", entity=norrvik, due_on=today)
    return readers


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_t9_a_month_is_billed_in_seven_acts_and_one_field(page_as: Any, due: list[Customer], width: int, theme: str):
    page: Page = page_as("finance", width=width, theme=theme)
    clerk = Player(page)
    page.goto("/")
    clerk.click(page.get_by_role("link", name="Waiting to be billed"))
    expect(page.get_by_label("Run", exact=True)).to_have_value("billing")
    clerk.press("Control+Enter")
    expect(page.get_by_text("You can leave this page. The run goes on.")).to_be_visible()
    run = plan_run(run=Run.objects.latest("pk"))

    expect(page.get_by_role("heading", name="Look at these first")).to_be_visible()
    odd = page.locator("table a[data-why]")
    expect(odd).to_have_count(2)
    clerk.look(f"t9-look-{width}-{theme}")
    clerk.click(odd.first)
    why = page.locator("#why")
    expect(why).to_contain_text("changed since")
    clerk.look(f"t9-why-{width}-{theme}")
    clerk.press("h")
    expect(page.get_by_text("1 invoice is held back.")).to_be_visible()
    clerk.click(odd.last)
    expect(why).to_contain_text("389,00")
    if width < DESK:
        clerk.click(why.get_by_role("button", name="Close"))
    clerk.click(page.get_by_role("link", name="Go to Commit: 59 invoices"))
    expect(page.get_by_label("Rows planned")).to_be_focused()
    clerk.type("60")
    clerk.look(f"t9-commit-{width}-{theme}")
    clerk.press("Control+Enter")
    expect(page.get_by_role("progressbar")).to_be_visible()
    clerk.look(f"t9-watch-{width}-{theme}")
    commit_run(run=Run.objects.get(pk=run.pk))

    expect(page.get_by_role("heading", name="What was written")).to_be_visible()
    clerk.look(f"t9-done-{width}-{theme}")
    # On a phone the reason lies over the foot of the page, and is closed first.
    assert clerk.count == (7 if width >= DESK else 8, 1)
    assert Invoice.objects.filter(run_id=run.pk).count() == 59


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_t10_one_line_is_credited_and_sent_in_four_acts_and_one_field(page_as: Any, invoice: Invoice, width: int, theme: str):
    page: Page = page_as("finance", width=width, theme=theme)
    clerk = Player(page)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    clerk.press("/")
    clerk.type(invoice.document_number)
    clerk.press("Enter")
    page.wait_for_url(f"**{invoice.url}")
    clerk.look(f"t10-invoice-{width}-{theme}")
    clerk.click(page.get_by_role("link", name="Credit Paper invoice"))
    expect(page.get_by_text("You get 39,00 kr back.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Send the credit note to birgitta@example.com")).to_be_checked()
    expect(page.get_by_role("button", name="Credit 39,00 kr and send")).to_be_visible()
    clerk.look(f"t10-credit-{width}-{theme}")
    clerk.press("Control+Enter")

    expect(page.get_by_text("is on its way to birgitta@example.com")).to_be_visible()
    clerk.look(f"t10-done-{width}-{theme}")
    assert clerk.count == (4, 1)
    note = Invoice.objects.get(credits=invoice)
    assert note.total == Decimal("-39.00")
    assert OutgoingMessage.objects.of_sources("invoice", [note.pk]).get().address == "birgitta@example.com"
