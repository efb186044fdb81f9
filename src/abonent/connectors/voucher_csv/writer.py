"""Write a batch of vouchers as separated text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from abonent.ledger.rules.voucher import COST_CENTRE, PROJECT, Batch, Told, Voucher, VoucherLine
from abonent.ui.lists.export import BYTE_ORDER_MARK, neutral

# Headings of the trade in Finland: number series, number, day, text, account, cost centre, job, VAT class, amount, debit positive.
FINNISH = (
    "Numerosarja",
    "Tositenumero",
    "Kirjauspäivä",
    "Vientiselite",
    "Tili",
    "Kustannuspaikka",
    "Työnro",
    "Alv-koodi",
    "Veroton summa",
)
PLAIN = (
    "series",
    "voucher",
    "date",
    "text",
    "account",
    "account_name",
    "debit",
    "credit",
    "currency",
    "cost_centre",
    "project",
    "vat_class",
)


def write_finnish(batch: Batch, vouchers: Iterable[Voucher], told: Told) -> Iterator[bytes]:
    """As Finnish programs take it: semicolons, decimal commas, days as they are written there."""
    yield _encoded([FINNISH], ";", mark=True)
    for voucher in vouchers:
        day = f"{voucher.posted_on.day}.{voucher.posted_on.month}.{voucher.posted_on.year}"
        around = (batch.series, str(voucher.number), day, voucher.text)
        yield _encoded([(*around, *_finnish_line(line)) for line in voucher.lines], ";")


def write_plain(batch: Batch, vouchers: Iterable[Voucher], told: Told) -> Iterator[bytes]:
    """As RFC 4180 has it: commas, decimal points, days by ISO 8601; debit and credit apart."""
    names = {account.code: account.name for account in batch.accounts}
    yield _encoded([PLAIN], ",", mark=True)
    for voucher in vouchers:
        around = (batch.series, str(voucher.number), voucher.posted_on.isoformat(), voucher.text)
        yield _encoded([(*around, *_plain_line(line, names, batch.currency)) for line in voucher.lines], ",")


def _finnish_line(line: VoucherLine) -> tuple[str, ...]:
    amount = f"{line.amount:.2f}".replace(".", ",")
    return (line.account, _object(line, COST_CENTRE), _object(line, PROJECT), line.tax_category, amount)


def _plain_line(line: VoucherLine, names: dict[str, str], currency: str) -> tuple[str, ...]:
    debit, credit = max(line.amount, Decimal(0)), max(-line.amount, Decimal(0))
    objects = (_object(line, COST_CENTRE), _object(line, PROJECT))
    return (line.account, names[line.account], f"{debit:.2f}", f"{credit:.2f}", currency, *objects, line.tax_category)


def _object(line: VoucherLine, dimension: int) -> str:
    return next((code for number, code in line.objects if number == dimension), "")


def _encoded(rows: Iterable[Sequence[str]], separator: str, *, mark: bool = False) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows([neutral(cell) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK if mark else "").encode() + text.getvalue().encode()
