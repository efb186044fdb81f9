"""The receipt for cash: what it settled, and how much VAT of which rate is in it, held to docs/algorithms/cash-receipt.md."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from abonent.access.models import Role, StaffEntity, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.billing.cash_receipts import cash_receipt
from abonent.billing.rules.paid_vat import OfRate, paid_of_rates
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.kit.periods import day
from abonent.ledger.models import Payment
from abonent.ledger.operations import post_payment, withdraw_payment
from abonent.organisation.models import LegalEntity

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "cash-receipt.md"
TODAY = day("2026-07-05")
BILLED = [OfRate(Decimal("0.06"), Decimal("886.79"), Decimal("53.21")), OfRate(Decimal("0.25"), Decimal("80.00"), Decimal("20.00"))]


def worked_table() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("row", worked_table(), ids=lambda row: row[0])
def test_a_part_of_an_invoice_has_the_vat_that_the_table_says(row: list[str]):
    paid = paid_of_rates(Decimal(row[0]), BILLED)
    assert [f"{figure}" for one in paid for figure in (one.net, one.vat)] == row[1:]
    assert sum(one.gross for one in paid) == Decimal(row[0])


def paid_in_cash(entity: LegalEntity, amount: str, country: str) -> Payment:
    """An invoice of 940 at the rate of papers and 100 at the ordinary one, and money for it on the desk."""
    payer = a_payer(country=country, language="en")
    a_charge(payer, "1040.00", entity=entity, parts=[("press_print", "940.00"), ("standard", "100.00")])
    invoices_of(a_billing(entity))
    return post_payment(entity=entity, customer=payer, amount=Decimal(amount), received_on=TODAY, method="cash", actor=None, today=TODAY)


@pytest.mark.django_db
def test_the_rates_and_what_is_on_account_are_what_was_paid():
    receipt = cash_receipt(paid_in_cash(a_publisher(), "1100.00", "SE"), exponent=2)
    assert [(f"{one.rate:.2f}", f"{one.net}", f"{one.vat}") for one in receipt.by_rate] == [
        ("0.25", "80.00", "20.00"),
        ("0.06", "886.79", "53.21"),
    ]
    assert receipt.on_account == 60


def finance_of(entity: LegalEntity) -> Client:
    install_ready_roles()
    user = StaffUser.objects.create(username="fanny", language="en")
    user.roles.set(Role.objects.filter(code="finance"))
    StaffEntity.objects.create(staff_user=user, entity=entity)
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.django_db
def test_an_invoice_paid_whole_is_as_it_stands_with_its_rounding_apart():
    entity, payer = a_publisher(), a_payer(language="en")
    a_charge(payer, "99.50", entity=entity)
    [invoice] = invoices_of(a_billing(entity))
    paid = {"entity": entity, "customer": payer, "amount": invoice.total, "received_on": TODAY, "method": "card"}
    [settled] = cash_receipt(post_payment(**paid, actor=None, today=TODAY), exponent=2).settled
    assert (f"{settled.amount}", f"{settled.rates[0].vat}", f"{settled.rounding}") == ("100.00", f"{invoice.vat}", "0.50")


def words_of(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.django_db
@pytest.mark.parametrize(("country", "is_no_register"), [("SE", True), ("FI", False), ("PL", True), ("HU", True)])
def test_the_paper_says_vat_by_rate_and_that_it_is_no_cash_register_where_the_law_wants_one(country, is_no_register):
    entity = a_publisher(country)
    payment = paid_in_cash(entity, "500", country)
    answer = finance_of(entity).get(f"/payments/{payment.pk}/cash-receipt/")
    assert answer["Content-Type"] == "application/pdf"
    words = words_of(answer.content)
    receipt = cash_receipt(payment, exponent=2 if country != "HU" else 0)
    for one in receipt.by_rate:
        assert f"{(one.rate * 100).normalize():f} %" in words.replace(",", ".")
    assert "VAT in all" in words and ("cash register" in words) is is_no_register


@pytest.mark.django_db
def test_money_that_was_taken_back_has_no_receipt_and_neither_has_what_the_bank_brought():
    entity = a_publisher()
    payment = paid_in_cash(entity, "500.00", "SE")
    finance = finance_of(entity)
    assert "Receipt with VAT" in finance.get(f"/payments/{payment.pk}/").content.decode()
    withdraw_payment(payment=payment, actor=None, today=TODAY)
    assert finance.get(f"/payments/{payment.pk}/cash-receipt/").status_code == 404
    assert "Receipt with VAT" not in finance.get(f"/payments/{payment.pk}/").content.decode()
