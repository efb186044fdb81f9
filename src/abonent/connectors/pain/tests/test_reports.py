"""What is read of the bank's reports on our orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from lxml import etree

from abonent.config.tests.source import PROJECT
from abonent.connectors.camt.refusals import CannotReadStatement
from abonent.connectors.pain.reports import stream_report
from abonent.ledger.readers import reader_for
from abonent.ledger.rules.answers import BankAnswer

STANDARDS = PROJECT.parent / "shared" / "standards"
SAMPLES = STANDARDS / "samples" / "pain"
needs_standards = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the standards (../shared/standards) are not on this machine")
VERSIONS = ("pain.002.001.03", "pain.002.001.10", "pain.002.001.14")
REPORT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">
  <CstmrPmtStsRpt>
    <GrpHdr><MsgId>A-1</MsgId><CreDtTm>2026-07-13T09:30:47Z</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts>
      <OrgnlMsgId>norrvik-000012</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId><GrpSts>PART</GrpSts>
    </OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts>
      <OrgnlPmtInfId>norrvik-000012-FRST</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>
      <StsRsnInf><Rsn><Cd>BE05</Cd></Rsn></StsRsnInf>
    </OrgnlPmtInfAndSts>
    <OrgnlPmtInfAndSts>
      <OrgnlPmtInfId>norrvik-000012-RCUR</OrgnlPmtInfId>
      <TxInfAndSts>
        <OrgnlEndToEndId>DEBIT-7</OrgnlEndToEndId><TxSts>RJCT</TxSts>
        <StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>
        <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">35.90</InstdAmt></Amt></OrgnlTxRef>
      </TxInfAndSts>
      <TxInfAndSts><OrgnlEndToEndId>DEBIT-8</OrgnlEndToEndId><TxSts>ACSP</TxSts></TxInfAndSts>
    </OrgnlPmtInfAndSts>
  </CstmrPmtStsRpt>
</Document>
"""


def report(version: str = VERSIONS[0], old: str = "", new: str = "") -> bytes:
    assert old in REPORT
    return REPORT.replace(old, new, 1).format(version=version).encode()


def read(content: bytes) -> list[BankAnswer]:
    return list(stream_report(BytesIO(content), "report.xml"))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_order_a_part_of_it_and_its_pieces_are_answered(version):
    told = [(each.about.value, each.verdict.value, each.reference, each.code, each.amount) for each in read(report(version))]

    assert told == [
        ("order", "noted", "", "", None),
        ("order", "failed", "norrvik-000012-FRST", "BE05", None),
        ("piece", "failed", "DEBIT-7", "AM04", Decimal("35.90")),
        ("piece", "noted", "DEBIT-8", "", None),
    ]
    assert {(each.message, each.told_on) for each in read(report(version))} == {("norrvik-000012", date(2026, 7, 13))}


@needs_standards
@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_read_here_is_a_report_by_the_official_schema(version):
    schema = etree.XMLSchema(etree.parse(STANDARDS / "schemas" / "iso20022" / f"{version}.xsd"))
    schema.assertValid(etree.fromstring(report(version)))


@needs_standards
def test_the_reports_of_banks_are_read():
    refused_part = read((SAMPLES / "pain002-nordea-payment-reject.xml").read_bytes())
    refused_piece = read((SAMPLES / "pain002-valid_example.xml").read_bytes())

    assert [(each.about.value, each.message, each.reference, each.code) for each in refused_part] == [
        ("order", "MSGID-COM-SCE25-1707-01", "PMTINFID-COM-SCE25-1707-01", "NARR")
    ]
    assert [(each.about.value, each.message, each.reference, each.code, each.amount) for each in refused_piece] == [
        ("piece", "Message-ID-12345", "Source1234", "AC01", Decimal("6543.14"))
    ]


@needs_standards
@pytest.mark.parametrize("name", ["pain001-fi.xml", "pain001-valid_example.xml", "pain008-valid_example.xml"])
def test_an_order_is_no_report(name):
    with pytest.raises(CannotReadStatement, match="holds no report on an order"):
        read((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (report(old="<OrgnlMsgId>norrvik-000012</OrgnlMsgId>"), "pain.order_missing"),
        (report(old="<OrgnlEndToEndId>DEBIT-7</OrgnlEndToEndId>"), "pain.piece_missing"),
        (report(old="<TxSts>RJCT", new="<TxSts>no"), "pain.status_unreadable"),
        (report(old="35.90", new="35,90"), "camt.amount_unreadable"),
        (report(old="35.90", new="NaN"), "camt.amount_unreadable"),
        (report(old="35.90", new="1" * 13), "camt.amount_unreadable"),
        (report(old="2026-07-13T", new="13 July T"), "camt.day_unreadable"),
        (report(old="</CstmrPmtStsRpt>"), "camt.broken"),
        (report()[:400], "camt.broken"),
        (report(old="<Document", new="<!DOCTYPE a [<!ENTITY b 'c'>]><Document"), "camt.doctype"),
        (b"", "camt.empty"),
    ],
)
def test_a_report_that_cannot_be_read_is_refused_with_its_place(content, code):
    with pytest.raises(CannotReadStatement) as refused:
        read(content)

    assert refused.value.code == code
    assert str(refused.value).startswith("report.xml")


@pytest.mark.django_db  # the reader of tables asks for its mappings
def test_a_report_is_known_by_its_beginning():
    assert reader_for(report()).format == "pain.002"
