"""Orders to collect by SEPA direct debit: valid by the schema, first and later collections apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from lxml import etree

from abonent.connectors.pain.tests.test_transfers import SCHEMAS, needs_schemas, values
from abonent.kit.periods import day
from abonent.payment_orders.formats import collection_format_of
from abonent.payment_orders.rules.collection import CollectionOrder, Debit
from abonent.payment_orders.rules.transfer import BankAccountNumber, Party

FIRST = Debit("DEBIT-1", Decimal("35.90"), "FRST", "100101", day("2026-07-01"), Party("Anna"), "FI2112345600000785", "10000016", "2026-1")
LATER = replace(FIRST, reference="DEBIT-2", sequence="RCUR", payment_reference="", amount=Decimal("0.10"))
ORDER = CollectionOrder(
    message_id="norrvik-000001",
    made_at=datetime(2026, 7, 9, 8, 30, tzinfo=UTC),
    company=Party("Norrvik Oy", "Storgatan 1", "10000", "Norrvik", "FI"),
    account=BankAccountNumber("iban", "FI2112345600000785"),
    agreement="FI97ZZZ12345678",
    currency="EUR",
    collect_on=day("2026-07-14"),
    debits=(FIRST, LATER, replace(LATER, reference="DEBIT-3")),
)


def told() -> etree._Element:
    return etree.fromstring(collection_format_of("sepa").write(ORDER))


@needs_schemas
def test_it_obeys_the_schema():
    etree.XMLSchema(etree.parse(SCHEMAS / "pain.008.001.08.xsd")).assertValid(told())


def test_first_and_later_collections_stand_apart_and_all_sums_are_there():
    document = told()
    assert values(document, "PmtTpInf/SeqTp") == ["FRST", "RCUR"]
    assert values(document, "NbOfTxs") == ["3", "1", "2"]
    assert values(document, "CtrlSum") == ["36.10", "35.90", "0.20"]


def test_a_debit_names_its_mandate_and_the_reference_of_its_item():
    document = told()
    assert values(document, "MndtId") == ["100101"] * 3
    assert values(document, "DtOfSgntr") == ["2026-07-01"] * 3
    assert values(document, "CdtrRefInf/Ref") == ["10000016"]
    assert values(document, "Ustrd") == ["2026-1", "2026-1"]
    assert values(document, "CdtrSchmeId/Id/PrvtId/Othr/Id") == ["FI97ZZZ12345678"] * 2


def test_the_same_order_is_the_same_to_the_byte():
    write = collection_format_of("sepa").write
    assert write(ORDER) == write(ORDER)
