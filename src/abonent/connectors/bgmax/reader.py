"""Read a BgMax file, deposit by deposit.

A deposit (record 05 to record 15) is one statement: what came to one bankgiro number as one sum. Its payments (20) and deductions (21), each
with its references (22, 23), texts (25) and payer (26 to 29), are the parts of one entry. The day of record 15 closes the deposit, so
a deposit is held until it is there; Bankgirot writes at most some thousand payments into one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO

from abonent.connectors.bgmax.refusals import CannotReadBgmax
from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.source import Source, head_text
from abonent.connectors.line_files.statements import LINE_LIMIT, LONGEST_NAME, LONGEST_TEXT, NOTHING, Making, collect
from abonent.ledger.rules.statement import (
    AccountNumber,
    BankEntry,
    BankStatement,
    Batch,
    EntryStatus,
    PaymentReference,
    StatementKind,
)

WIDTH = 80
STANDARD = "cp1252"  # the standard says ISO-8859-1, of which this is all and the quotation marks besides
DEDUCTION = "21"
SIGNS = {"20": 1, "21": -1, "22": 1, "23": -1}


@dataclass(slots=True)
class Payment:
    """A payment or deduction with what belongs to it."""

    record: Record
    amount: Decimal
    references: list[PaymentReference] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    name: str = ""


@dataclass(slots=True)
class Deposit:
    """What came to one number as one sum."""

    record: Record
    currency: str
    account: AccountNumber
    payments: list[Payment] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((payment.amount for payment in self.payments), NOTHING)


def looks_like_bgmax(head: bytes) -> bool:
    """Whether the file begins with the start record."""
    return head_text(head).startswith("01BGMAX")


def read_bgmax(file: BinaryIO, name: str) -> list[BankStatement]:
    """All deposits of a file with their payments. Raises `CannotReadBgmax` and nothing else."""
    return collect(stream_bgmax(file, name))


def stream_bgmax(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The payments of a deposit, then the deposit as a statement, for each deposit of the file."""
    return BgmaxReader(file, name).items()


class BgmaxReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadBgmax)
        self.encoding = self.source.encoding(STANDARD)
        self.created_at: datetime | None = None
        self.is_test = False
        self.deposit: Deposit | None = None
        self.counts = dict.fromkeys(("20", "21", "extra", "15"), 0)
        self.is_closed = False

    def items(self) -> Iterator[BankEntry | BankStatement]:
        is_begun = False
        for line in self.source.lines(self.encoding, WIDTH):
            record = Record(self.source, line)
            kind = line.text[:2]
            if not line.text.strip():
                continue
            if not is_begun:
                self._begin(record)
                is_begun = True
            elif self.is_closed:
                record.refuse("lines.misplaced", 1, record=kind)
            elif kind == "15":
                yield from self._close_deposit(record)
            else:
                self._take(kind, record)
        if not self.is_closed:
            self.source.refuse("lines.not_closed", record="70")

    def _begin(self, record: Record) -> None:
        if not record.line.text.startswith("01BGMAX"):
            record.refuse("bgmax.not_bgmax", 1)
        if record.text(23, 24) not in ("", "01"):
            record.refuse("bgmax.version", 23, found=record.text(23, 24))
        self.created_at = record.moment(25, "YYYYMMDD")
        self.is_test = record.text(45, 45) == "T"

    def _take(self, kind: str, record: Record) -> None:
        if kind == "05":
            self._open_deposit(record)
        elif kind in ("20", DEDUCTION):
            self._add_payment(kind, record)
        elif kind in ("22", "23"):
            self._add_reference(kind, record)
        elif kind in ("25", "26", "27", "28", "29"):
            self._add_words(kind, record)
        elif kind == "70":
            self._check_end(record)
        else:
            record.refuse("lines.unknown_record", 1, found=kind)

    def _open_deposit(self, record: Record) -> None:
        if self.deposit is not None:
            record.refuse("lines.not_closed", 1, record="15")
        currency = record.text(23, 25)
        if not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            record.refuse("lines.currency_missing", 23)
        bankgiro, plusgiro = record.text(3, 12).lstrip("0"), record.text(13, 22).lstrip("0")
        if not bankgiro and not plusgiro:
            record.refuse("lines.account_missing", 3)
        account = AccountNumber(bankgiro, "BGNR") if bankgiro else AccountNumber(plusgiro, "PGNR")
        self.deposit = Deposit(record, currency.upper(), account)

    def _add_payment(self, kind: str, record: Record) -> None:
        deposit = self._open(kind, record)
        self.counts[kind] += 1
        if self.counts["20"] + self.counts["21"] > LINE_LIMIT:
            record.refuse("lines.too_many", limit=LINE_LIMIT)
        payment = Payment(record, SIGNS[kind] * record.cents(38, 55))
        reference = record.text(13, 37)
        if reference.isdigit():
            payment.references.append(PaymentReference(reference, kind="SCOR"))
        elif reference:
            payment.texts.append(reference)
        deposit.payments.append(payment)

    def _add_reference(self, kind: str, record: Record) -> None:
        """One more reference, which may repeat the payment's own; an amount of 0 says that the payer gave none."""
        payment = self._latest(kind, record)
        self.counts["extra"] += 1
        amount, reference = SIGNS[kind] * record.cents(38, 55), record.text(13, 37)
        if not reference:
            return
        payment.references = [each for each in payment.references if each.amount is not None or each.reference != reference]
        payment.references.append(PaymentReference(reference, kind="CINV" if kind == "22" else "CREN", amount=amount or None))

    def _add_words(self, kind: str, record: Record) -> None:
        payment = self._latest(kind, record)
        if kind == "25":
            payment.texts.append(record.text(3, 52))
        elif kind == "26":
            payment.name = f"{record.text(3, 37)} {record.text(38, 72)}".strip()

    def _open(self, kind: str, record: Record) -> Deposit:
        if self.deposit is None:
            record.refuse("lines.misplaced", 1, record=kind)
        return self.deposit

    def _latest(self, kind: str, record: Record) -> Payment:
        deposit = self._open(kind, record)
        if not deposit.payments:
            record.refuse("lines.misplaced", 1, record=kind)
        return deposit.payments[-1]

    # -- what closes -----------------------------------------------------------------------------------------------

    def _close_deposit(self, record: Record) -> Iterator[BankEntry | BankStatement]:
        deposit = self._open("15", record)
        day, serial = record.day(38, "YYYYMMDD"), record.text(46, 50)
        self._check_deposit(deposit, record)
        making = Making()
        batch = Batch(serial, len(deposit.payments), is_itemised=True)
        for part, payment in enumerate(deposit.payments, start=1):
            yield making.add(self._entry(payment, part, day, deposit, batch, making))
        if self.is_test:
            making.warn("lines.test_file", 1)
        for code, parameters in self.source.warnings.items():
            making.warn(code, 1, **parameters)
        self.counts["15"] += 1
        self.deposit = None
        yield self._statement(deposit, day, serial, making)

    def _check_deposit(self, deposit: Deposit, record: Record) -> None:
        if record.text(69, 71).upper() != deposit.currency:
            record.refuse("lines.currency_differs", 69, found=record.text(69, 71), expected=deposit.currency)
        if record.cents(51, 68) != deposit.total:
            record.refuse("lines.sum_differs", 51, stated=record.cents(51, 68), found=deposit.total)
        if record.number(72, 79) != len(deposit.payments):
            record.refuse("lines.count_differs", 72, stated=record.number(72, 79), found=len(deposit.payments))
        for payment in deposit.payments:
            named = [reference.amount for reference in payment.references]
            if all(named) and named and sum(filter(None, named)) != payment.amount:
                payment.record.refuse("bgmax.references_differ", 38, stated=payment.amount, found=sum(filter(None, named)))

    def _check_end(self, record: Record) -> None:
        if self.deposit is not None:
            record.refuse("lines.not_closed", 1, record="15")
        for column, counted in zip((3, 11, 19, 27), self.counts.values(), strict=True):
            if record.number(column, column + 7) != counted:
                record.refuse("lines.count_differs", column, stated=record.number(column, column + 7), found=counted)
        self.is_closed = True

    # -- what is handed over ---------------------------------------------------------------------------------------

    def _entry(self, payment: Payment, part: int, day: date, deposit: Deposit, batch: Batch, making: Making) -> BankEntry:
        line = payment.record.line.number
        return BankEntry(
            entry_number=1,
            part=part,
            amount=payment.amount,
            currency=deposit.currency,
            status=EntryStatus.BOOKED,
            booked_on=day,
            value_on=day,
            references=tuple(payment.references),
            unstructured=making.short(" ".join(payment.texts), LONGEST_TEXT, line),
            counterpart_name=making.short(payment.name, LONGEST_NAME, line),
            counterpart_account=payment.record.text(3, 12).lstrip("0"),
            paid_to_account=deposit.account.number,
            bank_reference=payment.record.text(58, 69),
            bank_transaction_code=payment.record.text(57, 57),
            batch=batch,
            file_line=line,
        )

    def _statement(self, deposit: Deposit, day: date, serial: str, making: Making) -> BankStatement:
        return BankStatement(
            kind=StatementKind.NOTIFICATION,
            message_format="BgMax",
            message_id="",
            statement_id=serial,
            electronic_sequence=serial,
            legal_sequence="",
            account=deposit.account,
            account_owner="",
            currency=deposit.currency,
            created_at=self.created_at,
            starts_on=day,
            ends_on=day,
            opening=None,
            closing=None,
            balances=(),
            totals=making.totals(),
            warnings=tuple(making.warnings.values()),
            file_line=deposit.record.line.number,
        )
