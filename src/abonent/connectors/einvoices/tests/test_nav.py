"""What we report to NAV is what was posted, tells nothing of private persons, and passes the schema."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from abonent.billing.einvoices import e_invoices
from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice, credit_line
from abonent.billing.rules.einvoice import Days, EInvoice
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.connectors.einvoices.formats.known import NAV
from abonent.connectors.einvoices.formats.nav import supplied_on
from abonent.connectors.einvoices.testing import STANDARDS
from abonent.connectors.einvoices.tests.documents import PAYERS, an_e_invoice, random_documents
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db
SAMPLES = sorted((STANDARDS / "samples" / "nav" / "data").glob("*.xml"))
# Their VAT by rate does not come to the VAT that they say.
CONTRADICTING = {"Gyujtoszamla_1", "Termekdijas_szamla"}


def said(document: EInvoice, name: str) -> list[str]:
    return [element.text for element in etree.fromstring(NAV.write(document)).iterfind(f".//{{*}}{name}")]


@pytest.mark.figure
def test_random_documents_break_no_rule(checker):
    documents = random_documents("HU", payers=PAYERS, seed=37)
    assert any(document.is_credit_note for document in documents)
    found = {document.number: checker.check(NAV, document, NAV.write(document)) for document in documents}
    assert {number: findings for number, findings in found.items() if findings} == {}


def test_nothing_is_told_of_a_private_person():
    entity = a_publisher("HU")
    a_charge(a_payer("Ilona", "Kovács", country="HU", language="hu"), "1050.00", entity=entity)
    a_billing(entity)
    [document] = e_invoices([Invoice.objects.get().pk])
    assert said(document, "customerVatStatus") == ["PRIVATE_PERSON"]
    written = NAV.write(document).decode()
    assert "Ilona" not in written and "Iskola utca" not in written


def test_a_company_is_told_by_its_tax_number():
    document = an_e_invoice("HU", "1050.00")
    assert said(document, "customerVatStatus") == ["DOMESTIC"]
    assert said(document, "taxpayerId") == ["12345676", "12345676"]
    assert (said(document, "invoiceNetAmountHUF"), said(document, "invoiceVatAmountHUF")) == (["1000.00"], ["50.00"])


def test_credit_notes_are_a_chain_whose_lines_go_on_counting(checker):
    entity = a_publisher("HU")
    payer = a_payer(country="HU", language="hu")
    for _line in range(3):
        a_charge(payer, "1050.00", entity=entity)
    a_billing(entity)
    invoice = Invoice.objects.get()
    part = credit_line(invoice=invoice, ordinal=2, amount=None, actor=None, today=day("2026-07-05"))
    rest = credit_invoice(invoice=invoice, actor=None, today=day("2026-07-06"))
    first, second = e_invoices([part.pk, rest.pk])
    assert (said(first, "modificationIndex"), said(first, "lineNumberReference")) == (["1"], ["4"])
    assert (said(second, "modificationIndex"), said(second, "lineNumberReference")) == (["2"], ["5", "6"])
    assert said(first, "originalInvoiceNumber") == [invoice.document_number]
    assert said(first, "invoiceGrossAmount") == ["-1050.00"]
    assert checker.check(NAV, second, NAV.write(second)) == []


@pytest.mark.parametrize(
    ("first", "latest", "issued_on", "due_on", "supplied"),
    [
        ("2026-07-15", "2027-01-14", "2026-07-01", "2026-07-31", "2026-07-01"),
        ("2026-07-01", "2026-07-31", "2026-07-20", "2026-08-15", "2026-08-15"),
        ("2026-01-01", "2026-03-31", "2026-07-01", "2026-07-31", "2026-05-30"),
        ("2026-07-01", "2026-07-31", "2026-07-20", "2026-07-31", "2026-07-31"),
    ],
)
def test_the_day_of_supply_is_that_of_the_law_on_periods(first, latest, issued_on, due_on, supplied):
    assert supplied_on(during=Days(day(first), day(latest)), issued_on=day(issued_on), due_on=day(due_on)) == day(supplied)


def test_another_currency_than_forints_is_held_back(checker):
    document = replace(an_e_invoice("HU"), currency="EUR")
    assert [finding.rule for finding in checker.check(NAV, document, NAV.write(document))] == ["ABONENT-NAV-CURRENCY"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_of_the_authority_passes_the_same_check(checker, sample: Path):
    findings = checker.official_findings(NAV, an_e_invoice("HU"), sample.read_bytes())
    assert {finding.rule for finding in findings} == ({"ABONENT-NAV-TOTAL"} if sample.stem in CONTRADICTING else set())
