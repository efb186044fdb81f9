"""Vouchers as separated text, read back as a spreadsheet would."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal

from abonent.connectors.voucher_csv.writer import FINNISH, PLAIN, write_finnish, write_plain
from abonent.ledger.rules.voucher import AccountName, Batch, Told, Voucher, VoucherLine

BATCH = Batch(
    company="Pohjanlehti Oy",
    company_number="2456789-1",
    currency="EUR",
    number=1,
    made_on=date(2026, 8, 1),
    version="1.0",
    series="LA",
    accounts=[AccountName("1701", "Myyntisaamiset", "asset"), AccountName("3010", "Lehtimyynti", "revenue")],
)
VOUCHER = Voucher(
    12,
    date(2026, 7, 3),
    "=Lasku; 1001",
    (VoucherLine("1701", Decimal("1240.50")), VoucherLine("3010", Decimal("-1240.50"), ((1, "100"), (6, "PL")), "press_print")),
)


def rows(write, separator: str) -> list[list[str]]:
    content = b"".join(write(BATCH, [VOUCHER], Told()))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=separator))


def test_finnish_programs_get_their_headings_days_and_commas():
    head, debit, credit = rows(write_finnish, ";")
    assert tuple(head) == FINNISH
    assert debit == ["LA", "12", "3.7.2026", "'=Lasku; 1001", "1701", "", "", "", "1240,50"]
    assert credit == ["LA", "12", "3.7.2026", "'=Lasku; 1001", "3010", "100", "PL", "press_print", "-1240,50"]


def test_the_plain_layout_has_debit_and_credit_apart():
    head, *lines = rows(write_plain, ",")
    assert tuple(head) == PLAIN
    said = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(one["account"], one["account_name"], one["debit"], one["credit"]) for one in said] == [
        ("1701", "Myyntisaamiset", "1240.50", "0.00"),
        ("3010", "Lehtimyynti", "0.00", "1240.50"),
    ]
    assert {one["date"] for one in said} == {"2026-07-03"} and {one["currency"] for one in said} == {"EUR"}
    assert (said[1]["cost_centre"], said[1]["project"], said[1]["vat_class"]) == ("100", "PL", "press_print")
