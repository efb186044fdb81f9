from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from abonent.simulation.bank import BankDay, BankedAccount, Transfer, notification, statement

SCHEMAS = Path(__file__).parents[5] / "shared/standards/schemas/iso20022"
BANKGIRO = BankedAccount("bankgiro", "9912346", "", "SEK", "Norrviks Tidnings AB")
IBAN = BankedAccount("iban", "FI2112345600000785", "NDEAFIHH", "EUR", "Havulinnan Lehdet Oy")
TRANSFERS = (
    Transfer(Decimal("329.00"), "Anna Åkesson", "SE3550000000054910000003", "1234567897", "", "B1"),
    Transfer(Decimal("329.00"), "Anna Åkesson", "SE3550000000054910000003", "1234567897", "", "B2"),
    Transfer(Decimal("100.50"), "Okänd", "", "", "tidningen & tack <3", "B3"),
    Transfer(Decimal("-12.00"), text="Avgift", bank_id="B4"),
    Transfer(Decimal("-329.00"), "Anna Åkesson", "", "1234567897", "", "B5", reversal=True),
)


def a_bank_day(account: BankedAccount, opening_balance: Decimal | None) -> BankDay:
    return BankDay(account, date(2026, 3, 2), datetime(2026, 3, 3, 4, 10, tzinfo=UTC), 17, TRANSFERS, opening_balance)


@pytest.mark.parametrize(
    ("version", "content"),
    [
        ("camt.054.001.08", notification([a_bank_day(BANKGIRO, None)])),
        ("camt.053.001.02", statement([a_bank_day(IBAN, Decimal("1000.00"))])),
    ],
)
def test_a_bank_file_keeps_to_the_published_schema(version, content):
    if not SCHEMAS.exists():
        pytest.skip(f"the schemas are not at {SCHEMAS}")
    schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{version}.xsd"))
    schema.assertValid(etree.fromstring(content))


def test_payments_with_a_reference_are_one_entry_with_many_details_in_sweden():
    entries = etree.fromstring(notification([a_bank_day(BANKGIRO, None)])).findall(".//{*}Ntry")
    assert [entry.findtext("{*}Amt") for entry in entries] == ["658.00", "100.50", "12.00", "329.00"]
    assert [len(entry.findall("{*}NtryDtls/{*}TxDtls")) for entry in entries] == [2, 1, 1, 1]


def test_a_statement_ends_with_what_it_began_with_and_what_moved():
    report = etree.fromstring(statement([a_bank_day(IBAN, Decimal("1000.00"))]))
    assert [amount.text for amount in report.findall(".//{*}Bal/{*}Amt")] == ["1000.00", "1417.50"]
