"""A pro forma shows what would be invoiced, claims nothing, and becomes the invoice once."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from abonent.billing.invariants import INVARIANTS
from abonent.billing.models import Invoice, ProForma, ProFormaLine
from abonent.billing.operations.printing import pdf_of_pro_forma
from abonent.billing.operations.pro_formas import CannotOffer, bill_pro_forma, mail_pro_forma, make_pro_forma
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.billing.tests.test_pages import page, signed_in
from abonent.catalog.models import TaxRate
from abonent.charges.models import Charge, OpenCharge
from abonent.correspondence.models import OutgoingMessage
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.ledger.models import JournalEntry, Receivable
from abonent.organisation.models import LegalEntity
from abonent.runs.invariants import check
from abonent.runs.models import Act, Run
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.sql]

TODAY = day("2026-07-09")


@pytest.fixture
def firm() -> LegalEntity:
    return a_publisher()


@pytest.fixture
def payer() -> Customer:
    return a_payer(email="anna@example.com")


@pytest.fixture
def charge(firm: LegalEntity, payer: Customer) -> Charge:
    return a_charge(payer, "500.00", entity=firm, basis="net", parts=[("standard", "500.00")], deferred=False, due_on="2026-12-01")


@pytest.fixture
def pro_forma(firm: LegalEntity, charge: Charge) -> ProForma:
    [made] = make_pro_forma(entity=firm, charges=[charge.pk], actor=None, today=TODAY)
    return made


def test_it_shows_what_the_invoice_would_be_and_leaves_no_trace(pro_forma, charge):
    assert (pro_forma.document_number, pro_forma.net, pro_forma.vat, pro_forma.total) == ("PF1", 500, 125, Decimal("625.00"))
    assert pro_forma.valid_until == day("2026-08-08")
    assert OpenCharge.objects.filter(charge=charge).exists()
    assert not (Invoice.objects.exists() or JournalEntry.objects.exists() or Receivable.objects.exists())


def test_it_becomes_the_invoice_once_to_the_cent(pro_forma):
    [invoice] = bill_pro_forma(pro_forma=pro_forma, actor=None, today=TODAY)
    assert (invoice.total, invoice.vat, pro_forma.invoice) == (pro_forma.total, pro_forma.vat, invoice)
    with pytest.raises(CannotOffer) as refusal:
        bill_pro_forma(pro_forma=pro_forma, actor=None, today=TODAY)
    assert refusal.value.code == "pro_forma.billed"
    assert Invoice.objects.count() == 1


def test_the_night_bills_its_charges_on_their_day_all_the_same(pro_forma, firm):
    [invoice] = invoices_of(a_billing(firm, as_of="2026-12-01"))
    assert pro_forma.invoice == invoice


def test_numbers_follow_each_other_and_those_of_invoices_are_left_alone(pro_forma, firm, payer):
    other = a_charge(payer, "10.00", entity=firm)
    [second] = make_pro_forma(entity=firm, charges=[other.pk], actor=None, today=TODAY)
    [invoice] = bill_pro_forma(pro_forma=second, actor=None, today=TODAY)
    assert (second.document_number, invoice.number) == ("PF2", 1)


@pytest.mark.parametrize("case", ["expired", "withdrawn", "changed", "another rate"])
def test_what_stands_no_more_is_not_invoiced(pro_forma, charge, case: str):
    today = TODAY
    if case == "expired":
        today = day("2026-08-09")
    elif case == "withdrawn":
        undo_act(act=Act.objects.get(verb="make_pro_forma"), actor=None, today=TODAY)
    elif case == "changed":
        OpenCharge.objects.filter(charge=charge).delete()
        charge.components.all().delete()
        charge.delete()
    else:
        TaxRate.objects.create(tax_category_id="standard", country="SE", valid_from=TODAY, rate=Decimal("0.26"), source="test")
    with pytest.raises(CannotOffer) as refusal:
        bill_pro_forma(pro_forma=ProForma.objects.get(), actor=None, today=today)
    assert refusal.value.code == f"pro_forma.{'changed' if case == 'another rate' else case}"
    assert not Invoice.objects.exists()


def test_what_is_in_the_payers_favour_or_not_open_is_no_pro_forma(firm, payer):
    credit = a_charge(payer, "-10.00", entity=firm)
    for charges, code in (([credit.pk], "pro_forma.in_his_favour"), ([], "pro_forma.nothing_open")):
        with pytest.raises(CannotOffer) as refusal:
            make_pro_forma(entity=firm, charges=charges, actor=None, today=TODAY)
        assert refusal.value.code == code
    assert not ProForma.objects.exists()


@pytest.mark.parametrize(("language", "title"), [("sv", "Proforma"), ("en", "Pro forma invoice")])
def test_its_file_has_its_own_title_and_nothing_to_pay_by(firm, language: str, title: str):
    charge = a_charge(a_payer(language=language), "625.00", entity=firm)
    [made] = make_pro_forma(entity=firm, charges=[charge.pk], actor=None, today=TODAY)
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf_of_pro_forma(made))).pages)
    if language == "en":
        assert title in text
        assert "nothing is to be paid yet" in text
    assert made.document_number in text
    assert "5050-1055" not in text


def test_it_goes_by_e_mail_with_its_file_and_not_once_it_is_taken_back(pro_forma):
    message = mail_pro_forma(pro_forma=pro_forma, actor=None)
    assert (message.kind, message.source_id, message.address) == ("pro_forma", pro_forma.pk, "anna@example.com")
    assert statements.rows("billing/pro_formas_not_to_mail", ids=[message.pk]) == []
    ProForma.objects.update(withdrawn_at=clock.now())
    [unwanted] = statements.rows("billing/pro_formas_not_to_mail", ids=[message.pk])
    assert (unwanted.message_id, unwanted.reason) == (message.pk, "withdrawn")


def test_statements_write_once(pro_forma):
    run = Run.objects.get(pk=pro_forma.run_id)
    given = {"run": run.pk, "first": 1, "latest": 1}
    head = {
        "entity": pro_forma.entity_id,
        "series": pro_forma.series_id,
        "prefix": "PF",
        "first_number": 1,
        "issued_on": TODAY,
        "valid_until": TODAY,
        "seller": "{}",
        "made_by": None,
    }
    assert twice("billing/write_pro_formas", **given, **head) == 0
    assert twice("billing/write_pro_forma_lines", **given) == 0
    ProFormaLine.objects.all().delete()
    ProForma.objects.all().delete()
    assert twice("billing/write_pro_formas", **given, **head) == 1
    assert twice("billing/write_pro_forma_lines", **given) == 1


@pytest.mark.parametrize("damage", ["line", "trace"])
def test_check_books_finds_a_line_too_few_and_a_trace(pro_forma, damage: str):
    [invariant] = [one for one in INVARIANTS if one.statement == "billing/check_pro_formas"]
    assert not check(invariant)
    if damage == "line":
        ProFormaLine.objects.all().delete()
    else:
        Receivable.objects.create(
            entity=pro_forma.entity,
            customer=pro_forma.payer,
            currency="SEK",
            amount=1,
            opened_on=TODAY,
            due_on=TODAY,
            reference="",
            source_kind="pro_forma",
            document_number="PF1",
        )
    [finding] = check(invariant)
    assert "PF1" in finding.message


@pytest.fixture
def finance(client: Client, firm: LegalEntity) -> Client:
    return signed_in(client, firm, "finance")


def test_it_is_made_from_the_customers_page_and_sold_from_its_own(finance, payer, charge):
    button = reverse("billing:make_pro_forma", args=[payer.pk])
    assert button in page(finance, reverse("billing:panel", args=[payer.pk]))
    answer = finance.post(button)
    made = ProForma.objects.get()
    assert answer.headers["Location"] == made.url
    html = page(finance, made.url)
    assert "625,00" in html
    assert reverse("billing:bill_pro_forma", args=[made.pk]) in html
    assert finance.get(reverse("billing:pro_forma_pdf", args=[made.pk])).headers["Content-Type"] == "application/pdf"
    assert made.document_number in page(finance, reverse("billing:pro_formas") + "?state=open")
    finance.post(reverse("billing:mail_pro_forma", args=[made.pk]))
    assert OutgoingMessage.objects.of_sources("pro_forma", [made.pk]).exists()
    finance.post(reverse("billing:bill_pro_forma", args=[made.pk]))
    invoice = Invoice.objects.get()
    assert invoice.document_number in page(finance, made.url)
    assert reverse("billing:bill_pro_forma", args=[made.pk]) not in page(finance, made.url)
    assert made.document_number in page(finance, reverse("billing:pro_formas") + "?state=invoiced")


def test_where_nothing_waits_it_says_so(finance, payer):
    answer = finance.post(reverse("billing:make_pro_forma", args=[payer.pk]), follow=True)
    assert "There is nothing to bill." in answer.content.decode()
