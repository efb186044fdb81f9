"""What we write as KSeF FA(3) is what was posted, and passes its schema and what that is blind for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from abonent.billing.einvoices import e_invoices
from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.operations import credit_invoice
from abonent.billing.rules.einvoice import EInvoice
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.formats.known import KSEF
from abonent.connectors.einvoices.testing import STANDARDS, a_buyer
from abonent.connectors.einvoices.tests.documents import PAYERS, an_e_invoice, random_documents
from abonent.kit.files import store
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db
SAMPLES = STANDARDS / "samples" / "ksef"


def said(document: EInvoice, path: str) -> list[str]:
    names = "/".join(f"{{*}}{name}" for name in path.split("/"))
    return [element.text for element in etree.fromstring(KSEF.write(document)).findall(names)]


@pytest.mark.figure
def test_random_documents_break_no_rule(checker):
    documents = random_documents("PL", payers=PAYERS, seed=31)
    assert any(document.is_credit_note for document in documents)
    found = {document.number: checker.check(KSEF, document, KSEF.write(document)) for document in documents}
    assert {number: findings for number, findings in found.items() if findings} == {}


def test_sums_stand_in_the_fields_of_their_rates():
    document = an_e_invoice("PL", "108.00")
    assert (said(document, "Fa/P_13_2"), said(document, "Fa/P_14_2"), said(document, "Fa/P_15")) == (["100.00"], ["8.00"], ["108.00"])
    assert said(document, "Fa/FaWiersz/P_12") == ["8"]
    assert said(document, "Podmiot2/DaneIdentyfikacyjne/NIP") == ["5252344078"]
    assert said(document, "Fa/Platnosc/RachunekBankowy/NrRB") == ["61109010140000071219812874"]


def test_a_correction_names_the_invoice_by_its_number_in_ksef(checker):
    entity = a_publisher("PL")
    OutboxRoute.objects.create(entity=entity, format="ksef", address="ksef-out")
    a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=entity)
    a_billing(entity)
    invoice = Invoice.objects.get()
    file = store(name="a.xml", media_type="application/xml", content=b"<a/>", owner="e_invoice")
    number = "5260001246-20260701-8BEF280C8D35-4D"
    OutboxDocument.objects.update(state="accepted", stored_file=file, receipt=number)
    note = credit_invoice(invoice=invoice, actor=None, today=day("2026-07-05"))
    [document] = e_invoices([note.pk])
    assert said(document, "Fa/RodzajFaktury") == ["KOR"]
    assert said(document, "Fa/DaneFaKorygowanej/NrKSeFFaKorygowanej") == [number]
    assert said(document, "Fa/P_15") == ["-108.00"]
    assert (said(document, "Fa/FaWiersz/P_8B"), said(document, "Fa/FaWiersz/P_11")) == (["1"], ["-100.00"])
    assert checker.check(KSEF, document, KSEF.write(document)) == []
    unreported = replace(document, preceding=replace(document.preceding, authority_number=""))
    assert said(unreported, "Fa/DaneFaKorygowanej/NrKSeFN") == ["1"]


def samples(folder: str) -> list[Path]:
    return sorted((SAMPLES / folder).glob("*.xml"))


@pytest.mark.parametrize("sample", samples("fa3-official"), ids=lambda path: path.stem)
def test_an_official_example_breaks_no_rule(checker, sample):
    assert checker.official_findings(KSEF, an_e_invoice("PL"), sample.read_bytes()) == []


@pytest.mark.parametrize("sample", samples("fa3-error-cases"), ids=lambda path: path.stem)
def test_every_known_error_is_found_by_the_schema_or_by_us(checker, sample):
    findings = checker.official_findings(KSEF, an_e_invoice("PL"), sample.read_bytes())
    assert findings and all(finding.is_fatal for finding in findings)


def test_a_line_that_stands_there_twice_is_found(checker):
    document = an_e_invoice("PL")
    content = KSEF.write(document)
    root = etree.fromstring(content)
    line = root.find("{*}Fa/{*}FaWiersz")
    line.addnext(etree.fromstring(etree.tostring(line)))
    [finding] = checker.official_findings(KSEF, document, etree.tostring(root))
    assert (finding.rule, finding.parameters["line"]) == ("ABONENT-TWICE", "1")
