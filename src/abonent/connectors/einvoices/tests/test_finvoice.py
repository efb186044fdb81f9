"""What we write as Finvoice 3.0 is what was posted, and passes its schema."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from abonent.access.models import StaffUser
from abonent.billing.models import OutboxDocument
from abonent.billing.rules.einvoice import EInvoice
from abonent.billing.testing import a_billing, a_charge, a_publisher
from abonent.connectors.einvoices.formats.finvoice_frame import Message, Party, framed
from abonent.connectors.einvoices.formats.known import FINVOICE
from abonent.connectors.einvoices.operations import CannotSend, open_route, try_again
from abonent.connectors.einvoices.sending import send_due
from abonent.connectors.einvoices.testing import STANDARDS, a_buyer
from abonent.connectors.einvoices.tests.documents import PAYERS, an_e_invoice, random_documents
from abonent.customers.models import Customer
from abonent.kit.files import read_stored

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


def test_in_its_frame_the_file_says_twice_from_whom_it_comes_and_to_whom_it_goes(checker):
    document = an_e_invoice("FI")
    document = replace(document, buyer=replace(document.buyer, name="Żabka & Hyvä Oy"))
    message = Message("7c9e", datetime(2026, 7, 2, 8, tzinfo=UTC), Party("003712345671", "NDEAFIHH"), Party("003701120389", "BAWCFI22"))
    file = framed(FINVOICE.write(document), message)
    frame, declaration, invoice = file.partition(b"<?xml version='1.0' encoding='ISO-8859-15'?>")
    said = [element.text for element in etree.fromstring(frame).iter("{*}PartyId", "{*}Role")]
    assert said == ["003712345671", "Sender", "NDEAFIHH", "Intermediator", "003701120389", "Receiver", "BAWCFI22", "Intermediator"]
    assert etree.fromstring(frame).findtext(".//{*}MessageId") == "7c9e"
    root = etree.fromstring(declaration + invoice)
    assert root.findtext("MessageTransmissionDetails/MessageReceiverDetails/ToIntermediator") == "BAWCFI22"
    assert root.findtext("BuyerPartyDetails/BuyerOrganisationName") == "Żabka & Hyvä Oy"
    assert "Hyvä".encode("iso-8859-15") in invoice and b"&#379;abka" in invoice
    assert checker.official_findings(FINVOICE, document, etree.tostring(root)) == []


def test_a_document_leaves_in_the_frame_once_it_is_known_who_the_operators_are(rules, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    entity = a_publisher("FI")
    actor = StaffUser.objects.create(username="clara")
    open_route(entity=entity, written_as="finvoice", way="folder", address="frames", secret="", operator="ndeafihh", actor=actor)
    a_charge(a_buyer(country="FI"), "120.00", entity=entity)
    a_billing(entity)
    send_due()
    document = OutboxDocument.objects.get()
    assert (document.state, document.findings[0]["rule"]) == ("parked", "ABONENT-FINVOICE-OPERATOR")
    Customer.objects.update(einvoice_address="0216:003701120389@BAWCFI22")
    try_again(document=document, actor=actor)
    send_due()
    document.refresh_from_db()
    assert document.state == "sent", document.findings
    [file] = (rules / "outbox" / "frames").iterdir()
    assert file.read_bytes() == read_stored(document.stored_file)
    frame = etree.fromstring(file.read_bytes().partition(b"<?xml")[0])
    assert frame.findtext(".//{*}MessageId") == str(document.public_id)
    assert {element.text for element in frame.iter("{*}PartyId")} == {"003712345671", "NDEAFIHH", "003701120389", "BAWCFI22"}


def test_only_finvoice_has_an_operator():
    actor = StaffUser.objects.create(username="clara")
    for written_as, operator in (("peppol", "NDEAFIHH"), ("finvoice", "Nordea!")):
        with pytest.raises(CannotSend, match="no code of an operator"):
            open_route(
                entity=a_publisher("FI", code=written_as),
                written_as=written_as,
                way="folder",
                address="x",
                secret="",
                operator=operator,
                actor=actor,
            )


def test_the_sample_of_another_program_passes_the_same_check(checker):
    content = (STANDARDS / "samples/finvoice/finvoice-3.0-gobl-invoice.xml").read_bytes()
    assert checker.official_findings(FINVOICE, an_e_invoice("FI"), content) == []
