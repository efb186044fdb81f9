"""Read a KTL file, batch by batch (record 0 to record 9). A batch is held until its closing record has confirmed number and sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from stdnum import iban

from abonent.connectors.ktl.refusals import CannotReadKtl
from abonent.connectors.line_files.finnish import finnish_lines
from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.source import Source, head_text
from abonent.connectors.line_files.statements import LINE_LIMIT, NOTHING, Making, collect
from abonent.ledger.rules.statement import (
    AccountNumber,
    BankEntry,
    BankStatement,
    Batch,
    EntryStatus,
    PaymentReference,
    StatementKind,
)

WIDTH = 90
COLUMNS_OF_MONEY = 88  # what stands behind them may be cut off by an editor
PAYMENTS = ("3", "5")  # reference payments, and direct debits of the time when there were some
NOT_PAID = "7"
EURO = "EUR"
HEADER = re.compile(r"0\d{6}(\d{4}| {4})[\w ]{2}")


@dataclass(slots=True)
class Payment:
    """A payment, or a correction, which takes back and has a negative amount."""

    record: Record
    account: str
    booked_on: date
    amount: Decimal

    @property
    def is_correction(self) -> bool:
        return self.amount < 0


@dataclass(slots=True)
class Round:
    """What stands between a header and its closing record."""

    header: Record
    payments: list[Payment] = field(default_factory=list)
    not_paid: int = 0


def looks_like_ktl(head: bytes) -> bool:
    """Whether the file begins with a header record and goes on with records of the same kind."""
    text = head_text(head)
    rest = text[WIDTH:].lstrip("\r\n ") or text.partition("\n")[2].lstrip()
    return HEADER.match(text) is not None and len(text.partition("\n")[0]) >= 23 and rest[:1] in ("3", "5", "7", "9")


def read_ktl(file: BinaryIO, name: str) -> list[BankStatement]:
    """All payments of a file, by account. Raises `CannotReadKtl` and nothing else."""
    return collect(stream_ktl(file, name))


def stream_ktl(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The payments to an account, then its notification, for each account of each batch of the file."""
    return KtlReader(file, name).items()


class KtlReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadKtl)
        self.round: Round | None = None
        self.payments = 0

    def items(self) -> Iterator[BankEntry | BankStatement]:
        is_begun = False
        for line in finnish_lines(self.source, WIDTH):
            record, kind = Record(self.source, line), line.text[:1]
            if not line.text.strip():
                continue
            if kind == "0":
                self._begin(record)
                is_begun = True
            elif not is_begun:
                record.refuse("ktl.not_begun", 1)
            elif kind == "9":
                yield from self._close(record)
            else:
                self._take(kind, record)
        if self.round is not None:
            self.source.refuse("lines.not_closed", record="9")

    def _begin(self, record: Record) -> None:
        if self.round is not None:
            record.refuse("lines.not_closed", 1, record="9")
        self.round = Round(record)

    def _take(self, kind: str, record: Record) -> None:
        if kind not in (*PAYMENTS, NOT_PAID):
            record.refuse("lines.unknown_record", 1, found=kind)
        if self.round is None:
            record.refuse("lines.misplaced", 1, record=kind)
        if kind == NOT_PAID:
            self.round.not_paid += 1
            return
        self.payments += 1
        if self.payments > LINE_LIMIT:
            record.refuse("lines.too_many", limit=LINE_LIMIT)
        record.at_least(COLUMNS_OF_MONEY)
        correction = record.text(88, 88) or "0"
        if correction not in "01":
            record.refuse("ktl.correction_unreadable", 88, found=correction)
        account = record.text(2, 15)
        if not account.strip("0"):
            record.refuse("lines.account_missing", 2)
        booked_on = record.day_or_none(16, "YYMMDD") or record.day(22, "YYMMDD")
        amount = (-1 if correction == "1" else 1) * record.cents(78, 87)
        self.round.payments.append(Payment(record, account, booked_on, amount))

    def _close(self, record: Record) -> Iterator[BankEntry | BankStatement]:
        if self.round is None:
            record.refuse("lines.misplaced", 1, record="9")
        closed, self.round = self.round, None
        payments = [each for each in closed.payments if not each.is_correction]
        corrections = [each for each in closed.payments if each.is_correction]
        self._check(record, (2, 8), payments, corrections)
        if record.text(19, 35):
            self._check(record, (19, 25), corrections, [])
        for account in dict.fromkeys(each.account for each in closed.payments):
            yield from self._statement(closed, account)

    def _check(self, record: Record, columns: tuple[int, int], counted: list[Payment], besides: list[Payment]) -> None:
        """Number and sum as the closing record has them; some banks count corrections among the payments too."""
        count, total = record.number(columns[0], columns[0] + 5), record.cents(columns[1], columns[1] + 10)
        own, others = (sum((abs(each.amount) for each in group), NOTHING) for group in (counted, besides))
        if count not in (len(counted), len(counted) + len(besides)):
            record.refuse("lines.count_differs", columns[0], stated=count, found=len(counted))
        if total not in (own, own + others, own - others):
            record.refuse("lines.sum_differs", columns[1], stated=total, found=own)

    def _statement(self, closed: Round, account: str) -> Iterator[BankEntry | BankStatement]:
        making = Making()
        payments = [each for each in closed.payments if each.account == account]
        days = sorted({each.booked_on for each in payments})
        sizes = {day: sum(each.booked_on == day for each in payments) for day in days}
        parts = dict.fromkeys(days, 0)
        for each in payments:
            parts[each.booked_on] += 1
            batch = Batch("", sizes[each.booked_on], is_itemised=True)
            yield making.add(entry_of(each, days.index(each.booked_on) + 1, parts[each.booked_on], batch))
        if closed.not_paid:
            making.warn("ktl.not_paid", closed.header.line.number, count=closed.not_paid)
        for code, parameters in self.source.warnings.items():
            making.warn(code, 1, **parameters)
        yield statement_of(closed, account, days, making)


def entry_of(payment: Payment, number: int, part: int, batch: Batch) -> BankEntry:
    record = payment.record
    reference = record.text(44, 63).lstrip("0")
    return BankEntry(
        entry_number=number,
        part=part,
        amount=payment.amount,
        currency=EURO,
        status=EntryStatus.BOOKED,
        booked_on=payment.booked_on,
        value_on=record.day_or_none(22, "YYMMDD"),
        is_reversal=payment.is_correction,
        references=(PaymentReference(reference, kind="SCOR"),) if reference else (),
        counterpart_name=record.text(64, 75),
        bank_reference=record.text(28, 43),
        batch=batch,
        file_line=record.line.number,
    )


def statement_of(closed: Round, account: str, days: list[date], making: Making) -> BankStatement:
    header = closed.header
    return BankStatement(
        kind=StatementKind.NOTIFICATION,
        message_format="KTL",
        message_id="",
        statement_id=f"{header.text(2, 7)} {header.text(8, 11)}".strip(),
        electronic_sequence="",
        legal_sequence="",
        account=AccountNumber(account, "IBAN" if iban.is_valid(account) else "BBAN"),
        account_owner="",
        currency=EURO,
        created_at=header.moment(2, "YYMMDD"),
        starts_on=days[0],
        ends_on=days[-1],
        opening=None,
        closing=None,
        balances=(),
        totals=making.totals(),
        warnings=tuple(making.warnings.values()),
        file_line=header.line.number,
    )
