"""What is owed, agreed, written about and archived in a real browser: on a desk and a phone, in light and dark; nobody is shut out."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from abonent.billing.models import Invoice
from abonent.billing.operations.account_letters import write_account_letter
from abonent.billing.operations.letter_runs import begin_letters
from abonent.billing.operations.printing import make_files
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.customers.models import Customer
from abonent.kit import clock
from abonent.ledger.models import PaymentPlan, Receivable
from abonent.ledger.operations import agree_payment_plan, move_due_day, post_payment
from abonent.runs.operations import begin_run, plan_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def addresses(transactional_db: None, settings: Any, tmp_path: Path) -> list[str]:
    """Three who owe: one may pay later, one pays in instalments and missed one, one paid nearly all."""
    settings.MEDIA_ROOT = tmp_path
    today, norrvik = clock.today("Europe/Stockholm"), a_publisher()
    payers = [a_payer(*name) for name in (("Birgitta", "Åkesson"), ("Lars-Göran", "Sjödin"), ("Elsa", "Hedlund"))]
    for number, payer in enumerate(payers):
        a_charge(payer, f"{1249 + 360 * number}.00", entity=norrvik)
    a_billing(norrvik)
    later, planned, small = (Receivable.objects.get(customer=payer) for payer in payers)
    moved = move_due_day(receivable=later, due_on=today + timedelta(days=20), reason="Paid after the holiday", actor=None, today=today)
    parts = [(today + timedelta(days=days), Decimal(amount)) for days, amount in ((10, "600.00"), (40, "500.00"), (70, "509.00"))]
    plan = agree_payment_plan(items=[planned], parts=parts, reason="Called", actor=None, today=today)
    post_payment(entity=norrvik, customer=payers[2], amount=small.amount - 1, received_on=today, method="cash", actor=None, today=today)
    make_files(list(Invoice.objects.all()))
    letter = write_account_letter(
        entity=norrvik,
        customer=payers[0],
        currency="SEK",
        kind="statement",
        from_on=date(today.year, 1, 1),
        as_of=today,
        actor=None,
        today=today,
    )
    letters = plan_run(
        run=begin_letters(entity=norrvik, kind="confirmation", from_on=None, as_of=today, least=Decimal(1), actor=None, today=today)
    )
    missed = plan_run(run=begin_run(kind="missed_plans", entity=norrvik, as_of=today, actor=None))
    differences = plan_run(run=begin_run(kind="small_differences", entity=norrvik, as_of=today, actor=None))
    return [
        f"/receivables/{later.pk}/",
        f"/receivables/{small.pk}/due-day/",
        f"/receivables/{small.pk}/plan/",
        f"/receivables/{later.pk}/due-moves/{moved.pk}/receipt/",
        f"/payment-plans/{plan.pk}/",
        f"/payment-plans/{plan.pk}/receipt/",
        "/payment-plans/",
        f"/runs/{missed.pk}/missed-plans/",
        f"/runs/{differences.pk}/small-differences/",
        f"/accounts/of/{norrvik.pk}/limits/",
        "/ageing/",
        f"/ageing/{norrvik.pk}/?on={today}",
        "/account-letters/",
        f"/account-letters/of/{payers[0].pk}/new/",
        f"/account-letters/{letter.pk}/",
        "/account-letters/runs/new/",
        f"/runs/{letters.pk}/letters/",
        "/archive/",
        f"/archive/{Invoice.objects.first().pk}/",
        "/revenue-by-unit/",
        "/revenue-by-unit/shares/",
    ]


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_the_pages_of_accounts(page_as: Any, addresses: list[str], width: int, theme: str):
    page = page_as("finance", width=width, theme=theme)
    wrong = []
    for number, address in enumerate(addresses):
        answer = page.goto(address)
        if answer is None or not answer.ok:
            wrong.append(f"{address}: {answer and answer.status}")
            continue
        if folder := os.environ.get("ABONENT_SHOTS"):
            page.screenshot(path=f"{folder}/accounts-{number:02}-{width}-{theme}.png", full_page=True)
        wrong += [f"{address}: {found}" for found in axe(page)]
        if scrolls_sideways(page):
            wrong.append(f"{address}: scrolls sideways")
    assert not wrong, "\n".join(wrong)
    assert PaymentPlan.objects.count() == 1 and Customer.objects.count() == 3
