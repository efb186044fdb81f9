"""What we write as Finvoice 3.0 is what was posted, and passes its schema."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from abonent.billing.rules.einvoice import EInvoice
from abonent.connectors.einvoices.formats.known import FINVOICE
from abonent.connectors.einvoices.testing import STANDARDS
from abonent.connectors.einvoices.tests.documents import PAYERS, an_e_invoice, random_documents

pytestmark = pytest.mark.django_db


def said(document: EInvoice, path: str) -> str | None:
    return etree.fromstring(FINVOICE.write(document)).findtext(path)


@pytest.mark.figure
def test_random_documents_pass_the_schema(checker):
    documents = random_documents("FI", payers=PAYERS, seed=29)
    assert any(document.is_credit_note for document in documents)
    found = {document.number: checker.check(FINVOICE, document, FINVOICE.write(document)) for document in documents}
    assert {number: findings for number, findings in found.items() if findings} == {}


def test_amounts_have_a_comma_and_those_of_a_credit_note_are_negative():
    document = an_e_invoice("FI", "120.00")
    assert said(document, "InvoiceDetails/InvoiceTotalVatIncludedAmount") == "120,00"
    assert said(document, "InvoiceDetails/VatSpecificationDetails/VatRatePercent") == "10"
    assert said(document, "InvoiceRow/UnitPriceAmount") == "109,09"
    credit = replace(document, is_credit_note=True)
    assert said(credit, "InvoiceDetails/InvoiceTypeCode") == "INV02"
    assert said(credit, "InvoiceDetails/InvoiceTotalVatIncludedAmount") == "-120,00"
    assert said(credit, "InvoiceRow/InvoicedQuantity") == "-1"


def test_what_the_bank_is_told_agrees_with_the_invoice():
    document = an_e_invoice("FI", "120.00")
    assert said(document, "EpiDetails/EpiPaymentInstructionDetails/EpiInstructedAmount") == "120,00"
    assert said(document, "EpiDetails/EpiPaymentInstructionDetails/EpiRemittanceInfoIdentifier") == document.reference
    assert said(document, "EpiDetails/EpiPaymentInstructionDetails/EpiDateOptionDate") == f"{document.due_on:%Y%m%d}"
    assert said(document, "EpiDetails/EpiPartyDetails/EpiBeneficiaryPartyDetails/EpiAccountID") == "FI2112345600000785"


def test_a_long_name_and_address_are_broken_where_the_format_wants_it(checker):
    document = an_e_invoice("FI")
    buyer = replace(
        document.buyer,
        name="Suomen " + "Sanomalehtien " * 10 + "Oy",
        care_of="Kirjanpito-osasto, toinen kerros",
        street="Pitkäkatu 100 A 7",
    )
    document = replace(document, buyer=buyer)
    assert checker.check(FINVOICE, document, FINVOICE.write(document)) == []


def test_the_sample_of_another_program_passes_the_same_check(checker):
    content = (STANDARDS / "samples/finvoice/finvoice-3.0-gobl-invoice.xml").read_bytes()
    assert checker.official_findings(FINVOICE, an_e_invoice("FI"), content) == []
