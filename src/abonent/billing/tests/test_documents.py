"""What stands on the paper: what the law asks of an invoice, in the customer's language, and how to pay it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from abonent.billing.documents.invoice import invoice_data
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_line
from abonent.billing.operations.printing import pdf_of
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.customers.models import Customer
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db
BUNDLE = {
    "code": "charge.term",
    "product": {"sv": "Dagbladet", "en": "Daily", "fi": "Lehti", "pl": "Gazeta", "hu": "Napló"},
    "term_kind": "fixed",
    "term_unit": "month",
    "term_length": 6,
}


def an_invoice(country: str = "SE", language: str = "sv", lines: int = 1) -> Invoice:
    entity = a_publisher(country)
    payer = a_payer("Győző", "Åkesson", country=country, language=language)
    for _line in range(lines):
        a_charge(payer, "2949.00", entity=entity, parts=[("press_print", "2459.00"), ("press_digital", "490.00")], description=BUNDLE)
    a_charge(payer, "39.00", entity=entity, parts=[("standard", "39.00")])
    return Invoice.objects.get(pk=invoices_of(a_billing(entity))[0].pk)


def text_of(invoice: Invoice) -> str:
    pages = PdfReader(BytesIO(pdf_of(invoice))).pages
    return "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ")


def data_of(invoice: Invoice) -> dict:
    return invoice_data(invoice, list(invoice.lines.all()))


def test_the_paper_says_what_the_law_asks_of_an_invoice():
    invoice = an_invoice()
    text = text_of(invoice)
    asked = {
        "seller": "Norrviks Dagblad AB",
        "seller's address": "Storgatan 1",
        "seller's VAT number": "SE556677889901",
        "seller's registration": "556677-8899",
        "buyer": "Győző Åkesson",
        "buyer's address": "Skolgatan 14 A",
        "number": invoice.document_number,
        "day of issue": "1 juli 2026",
        "due day": "31 juli 2026",
        "period of supply": "15 juli 2026",
        "what": "Dagbladet",
        "rates": "25 %",
        "net of a rate": "2 782,08",
        "VAT of a rate": "166,92",
        "VAT": "174,72",
        "total": "2 988,00 kr",
        "reference": invoice.reference,
        "account": "5050-1055",
    }
    assert {what for what, words in asked.items() if words not in text} == set()


@pytest.mark.parametrize(
    ("country", "language", "amount", "issued"),
    [
        ("FI", "fi", "2 988,00 €", "1. heinäkuuta 2026"),
        ("PL", "pl", "2 988,00 zł", "1 lipca 2026"),
        ("HU", "hu", "2 988,00 Ft", "2026. július 1."),
    ],
)
def test_figures_and_days_are_those_of_the_customers_language(country: str, language: str, amount: str, issued: str):
    text = text_of(an_invoice(country, language))
    assert amount in text
    assert issued in text


def test_a_bundle_is_named_once_above_its_parts():
    rows = data_of(an_invoice(language="en"))["table"]["lines"]
    assert [(row["kind"], row["text"]) for row in rows][:3] == [
        ("bundle", "Daily, 6 months"),
        ("part", "Press_print"),
        ("last part", "Press_digital"),
    ]


def test_each_country_gets_the_payment_code_its_banks_read():
    for country, has_bar_code in (("SE", False), ("FI", True), ("PL", False), ("HU", False)):
        pay = data_of(an_invoice(country, country.lower()))["pay"]
        assert pay["qr"].startswith("<svg"), country
        assert any(len(value.replace(" ", "")) == 54 for _label, value, _strong in pay["rows"]) == has_bar_code


def test_a_credit_note_names_the_invoice_and_asks_for_nothing():
    invoice = an_invoice(language="en")
    credit = credit_line(invoice=invoice, ordinal=1, amount=None, actor=None, today=day("2026-07-05"))
    data = data_of(Invoice.objects.get(pk=credit.pk))
    assert data["pay"] is None
    assert data["hero"][0][1].replace("\N{NO-BREAK SPACE}", " ") == "2 459,00 kr"
    assert "Credits invoice 1 of 1 July 2026" in data["notes"][0]


def test_a_long_invoice_goes_on_with_numbered_pages():
    text = text_of(an_invoice(language="en", lines=25))
    assert "Page 1 of 3" in text
    assert "Page 3 of 3" in text


def test_the_paper_keeps_what_was_true_when_it_was_posted():
    invoice = an_invoice()
    Customer.objects.update(given_name="Somebody", family_name="Else")
    assert "Győző Åkesson" in text_of(invoice)


def test_a_letter_abroad_names_the_country():
    invoice = an_invoice()
    invoice.seller["country"] = "FI"
    assert data_of(invoice)["buyer"][-1] == "SWEDEN"
