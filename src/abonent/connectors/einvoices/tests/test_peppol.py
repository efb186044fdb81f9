"""What we write as Peppol BIS Billing 3 is what was posted, and passes the official schema and rules; what is wrong is found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from abonent.billing.rules.einvoice import EInvoice, Endpoint
from abonent.connectors.einvoices.checker import Checker
from abonent.connectors.einvoices.formats.known import PEPPOL
from abonent.connectors.einvoices.testing import STANDARDS
from abonent.connectors.einvoices.tests.documents import PAYERS, an_e_invoice, random_documents

pytestmark = pytest.mark.django_db
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


def said(document: EInvoice, path: str) -> list[str]:
    return [element.text for element in etree.fromstring(PEPPOL.write(document)).findall(path, NAMES)]


def rules_broken(checker: Checker, document: EInvoice) -> set[str]:
    return {finding.rule for finding in checker.check(PEPPOL, document, PEPPOL.write(document))}


@pytest.mark.figure
@pytest.mark.parametrize("country", ["SE", "FI", "PL", "HU"])
def test_random_documents_break_no_rule(checker, country):
    documents = random_documents(country, payers=PAYERS, seed=17)
    assert len(documents) > PAYERS and any(document.is_credit_note for document in documents)
    broken = {document.number: found for document in documents if (found := rules_broken(checker, document))}
    assert broken == {}


def test_what_is_written_is_what_was_posted(rules):
    for document in random_documents("SE", payers=8, seed=3):
        totals = {name: said(document, f"cac:LegalMonetaryTotal/cbc:{name}") for name in ("TaxExclusiveAmount", "PayableAmount")}
        assert totals == {"TaxExclusiveAmount": [f"{document.net:.2f}"], "PayableAmount": [f"{document.total:.2f}"]}
        assert said(document, "cac:TaxTotal/cbc:TaxAmount") == [f"{document.vat:.2f}"]
        line = "cac:CreditNoteLine" if document.is_credit_note else "cac:InvoiceLine"
        assert sum(map(Decimal, said(document, f"{line}/cbc:LineExtensionAmount"))) == document.net
        assert said(document, "cac:PaymentMeans/cbc:PaymentID") == ([] if document.is_credit_note else [document.reference] * 2)
        credited = said(document, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")
        assert credited == ([document.preceding.number] if document.preceding else [])


def test_a_swedish_invoice_is_paid_to_the_bankgiro_or_the_iban(rules):
    document = an_e_invoice()
    accounts = "cac:PaymentMeans/cac:PayeeFinancialAccount"
    assert said(document, f"{accounts}/cbc:ID") == ["50501055", "SE4550000000058398257466"]
    assert said(document, f"{accounts}/cac:FinancialInstitutionBranch/cbc:ID") == ["SE:BANKGIRO", "ESSESESS"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"buyer": {"endpoint": None}}, "PEPPOL-EN16931-R010"),
        ({"buyer": {"endpoint": Endpoint("0007", "5560360794")}}, "PEPPOL-COMMON-R049"),
        ({"buyer": {"endpoint": Endpoint("9999", "1")}}, "BR-CL-25"),
        ({"seller": {"vat_number": "SE5566778899"}}, "SE-R-001"),
        ({"seller": {"company_number": "556677-8890"}}, "SE-R-013"),
        ({"currency": "SEQ"}, "BR-CL-04"),
        ({"lines": ()}, "ABONENT-LINES"),
    ],
)
def test_what_is_wrong_is_found_by_its_rule(checker, change, rule):
    document = an_e_invoice()
    for name, value in change.items():
        nested = replace(getattr(document, name), **value) if isinstance(value, dict) else value
        document = replace(document, **{name: nested})
    assert rule in rules_broken(checker, document)


def test_a_document_that_is_no_ubl_fails_the_schema(checker):
    document = an_e_invoice()
    [finding, *_others] = checker.official_findings(PEPPOL, document, PEPPOL.write(document).replace(b"cbc:IssueDate", b"cbc:Day"))
    assert finding.is_fatal and "IssueDate" in finding.text


@pytest.mark.parametrize("example", ["base-example.xml", "Allowance-example.xml", "vat-category-O.xml"])
def test_the_official_examples_break_no_rule(checker, example):
    content = (STANDARDS / "samples/peppol/billing-2026.5" / example).read_bytes()
    assert checker.official_findings(PEPPOL, an_e_invoice(), content) == []
