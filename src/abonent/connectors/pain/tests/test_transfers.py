"""Orders to pay money out, as banks take them: valid by the schema of their version, the same to the byte each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from lxml import etree

from abonent.config.tests.source import PROJECT
from abonent.kit.periods import day
from abonent.payment_orders.formats import transfer_format, transfer_formats
from abonent.payment_orders.rules.transfer import BankAccountNumber, Party, Transfer, TransferOrder

SCHEMAS = PROJECT.parent / "shared" / "standards" / "schemas" / "iso20022"
needs_schemas = pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the official schemas (../shared/standards) are not on this machine")
IBAN = BankAccountNumber("iban", "FI2112345600000785")
ANNA = Transfer("REFUND-1", Decimal("500.00"), Party("Anna Lindqvist", "Strandvägen 14 B", "871 31", "Norrvik", "SE"), IBAN, "Refund")
ORDER = TransferOrder(
    message_id="norrvik-000001",
    made_at=datetime(2026, 7, 9, 8, 30, tzinfo=UTC),
    company=Party("Norrvik AB", "Storgatan 1", "123 45", "Norrvik", "SE"),
    company_number="556677-8899",
    account=BankAccountNumber("iban", "SE4550000000058398257466", "ESSESESS"),
    currency="SEK",
    execute_on=day("2026-07-10"),
    transfers=(ANNA,),
)
# Every kind of account and of payee.
GIROS = (
    ANNA,
    replace(ANNA, reference="REFUND-2", account=BankAccountNumber("bankgiro", "54029681")),
    replace(ANNA, reference="REFUND-3", account=BankAccountNumber("plusgiro", "41054658"), amount=Decimal("0.10")),
    replace(ANNA, reference="REFUND-4", payee=Party("Nowhere\tAB & Söner <x>"), text="x" * 200),
    replace(ANNA, reference="REFUND-5", payee=Party("n" * 140, "s" * 140, "p" * 12, "t" * 60, "FI")),
)
FROM = (
    ORDER.account,
    BankAccountNumber("iban", "SE4550000000058398257466"),
    BankAccountNumber("bankgiro", "50501055"),
    BankAccountNumber("plusgiro", "41054658"),
    BankAccountNumber("bban", "50000123"),
)
CODES = ["pain.001.001.09", "pain.001.001.03"]


def told(order: TransferOrder, code: str = CODES[0]) -> etree._Element:
    return etree.fromstring(transfer_format(code).write(order))


def values(document: etree._Element, path: str) -> list[str | None]:
    return [element.text for element in document.iterfind(f".//{{*}}{path.replace('/', '/{*}')}")]


def test_both_versions_are_known_the_latest_first():
    assert [one.code for one in transfer_formats()] == CODES


@needs_schemas
@pytest.mark.parametrize("account", FROM, ids=lambda account: f"{account.scheme}{account.bic}")
@pytest.mark.parametrize("currency", ["SEK", "EUR"])
@pytest.mark.parametrize("code", CODES)
def test_whatever_is_ordered_obeys_the_schema(code: str, currency: str, account: BankAccountNumber):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{code}.xsd"))
    schema.assertValid(told(replace(ORDER, currency=currency, account=account, transfers=GIROS), code))


def test_the_sums_are_those_of_the_transfers():
    document = told(replace(ORDER, transfers=GIROS))
    assert values(document, "NbOfTxs") == ["5", "5"]
    assert values(document, "CtrlSum") == ["2000.10", "2000.10"]
    assert values(document, "InstdAmt") == ["500.00", "500.00", "0.10", "500.00", "500.00"]


def test_addresses_stand_in_their_parts_and_half_an_address_is_left_out():
    document = told(replace(ORDER, transfers=GIROS))
    assert values(document, "Dbtr/PstlAdr/TwnNm") == ["Norrvik"]
    assert values(document, "Cdtr/PstlAdr/TwnNm") == ["Norrvik", "Norrvik", "Norrvik", "t" * 35]
    assert values(document, "Cdtr/PstlAdr/Ctry") == ["SE", "SE", "SE", "FI"]
    assert values(document, "AdrLine") == []
    assert values(document, "Cdtr/Nm")[3] == "Nowhere AB & Söner <x>"


def test_giros_are_named_as_swedish_banks_want_them():
    document = told(replace(ORDER, transfers=GIROS))
    assert values(document, "CdtrAcct/Id/Othr/Id") == ["54029681", "41054658"]
    assert values(document, "CdtrAcct/Id/Othr/SchmeNm/Prtry") == ["BGNR"]
    assert values(document, "CdtrAcct/Id/Othr/SchmeNm/Cd") == ["BBAN"]
    assert values(document, "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId") == ["9900", "9960"]
    assert values(document, "CdtrAgt/FinInstnId/ClrSysMmbId/ClrSysId/Cd") == ["SESBA", "SESBA"]


def test_euros_go_by_sepa_and_crowns_as_an_ordinary_payment():
    assert values(told(ORDER), "SvcLvl/Cd") == ["NURG"]
    assert values(told(replace(ORDER, currency="EUR")), "SvcLvl/Cd") == ["SEPA"]
    assert values(told(replace(ORDER, currency="EUR")), "ChrgBr") == ["SLEV"]


def test_versions_differ_where_their_schemas_do():
    new, old = told(ORDER), told(ORDER, CODES[1])
    assert values(new, "ReqdExctnDt/Dt") == values(old, "ReqdExctnDt") == ["2026-07-10"]
    assert values(new, "BICFI") == values(old, "BIC") == ["ESSESESS"]


@pytest.mark.parametrize("code", CODES)
def test_the_same_order_is_the_same_to_the_byte(code: str):
    write = transfer_format(code).write
    assert write(ORDER) == write(ORDER)
    assert write(ORDER).startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
