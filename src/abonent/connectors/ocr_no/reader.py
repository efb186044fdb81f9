"""Read an OCR giro file, assignment by assignment (records 20 to 88). An assignment is held until its end record has confirmed it.

A record: NY, service (09 OCR giro), kind of payment, kind of record. A payment has two records (30, 31), a third with a text (32) where the
payer wrote one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.source import Source, head_text
from abonent.connectors.line_files.statements import LINE_LIMIT, LONGEST_TEXT, NOTHING, Making, collect
from abonent.connectors.ocr_no.refusals import CannotReadOcrNo
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
CROWNS = "NOK"
TRANSMISSION, OCR_GIRO = "00", "09"
REVERSALS = ("18", "20")
START, END = "NY000010", "NY000089"


@dataclass(slots=True)
class Payment:
    """The records of one payment."""

    first: Record
    amount: Decimal
    second: Record | None = None
    text: str = ""

    @property
    def number(self) -> str:
        return self.first.text(9, 15)

    @property
    def settlement(self) -> str:
        """Day, centre, code of the day and number of the part: what was paid out in one sum."""
        return self.first.text(16, 26)


@dataclass(slots=True)
class Assignment:
    """The payments to one account."""

    record: Record
    records: int = 1
    payments: list[Payment] = field(default_factory=list)


def looks_like_ocr_no(head: bytes) -> bool:
    """Whether the file begins with the start record of a transmission."""
    return head_text(head).startswith(START)


def read_ocr_no(file: BinaryIO, name: str) -> list[BankStatement]:
    """All assignments of a file with their payments. Raises `CannotReadOcrNo` and nothing else."""
    return collect(stream_ocr_no(file, name))


def stream_ocr_no(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The payments of an assignment, then its notification, for each assignment of the file."""
    return OcrNoReader(file, name).items()


class OcrNoReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadOcrNo)
        self.encoding = self.source.encoding(STANDARD)
        self.assignment: Assignment | None = None
        self.records = 0
        self.payments = 0
        self.total = NOTHING
        self.others = self._other_services()
        self.is_closed = False

    def _other_services(self) -> set[str]:
        """Services of the file besides payments; known before the first notification, which warns of them."""
        found = {line.text[2:4] for line in self.source.lines(self.encoding, WIDTH) if line.text.startswith("NY")}
        return {service for service in found if service.isdigit()} - {TRANSMISSION, OCR_GIRO}

    def items(self) -> Iterator[BankEntry | BankStatement]:
        for line in self.source.lines(self.encoding, WIDTH):
            record, text = Record(self.source, line), line.text
            if not text.strip():
                continue
            self.records += 1
            if self.records == 1 and not text.startswith(START):
                record.refuse("ocr_no.not_begun", 1)
            if self.is_closed or (self.records > 1 and text.startswith(START)):
                record.refuse("lines.misplaced", 1, record=text[:8])
            if text.startswith(END):
                self._check_end(record)
            elif text[:2] == "NY" and text[2:4] == OCR_GIRO:
                yield from self._take(text[6:8], record)
            elif text[:2] != "NY" or text[2:4] not in self.others | {TRANSMISSION}:
                record.refuse("lines.unknown_record", 1, found=text[:8])
        if not self.is_closed:
            self.source.refuse("lines.not_closed", record="89")

    def _take(self, kind: str, record: Record) -> Iterator[BankEntry | BankStatement]:
        if kind == "20":
            self._begin(record)
            return
        if self.assignment is None:
            record.refuse("lines.misplaced", 7, record=kind)
        self.assignment.records += 1
        if kind == "88":
            yield from self._close(record, self.assignment)
        elif kind == "30":
            self._begin_payment(record, self.assignment)
        elif kind in ("31", "32"):
            self._continue_payment(kind, record, self.assignment)
        else:
            record.refuse("lines.unknown_record", 7, found=kind)

    def _begin(self, record: Record) -> None:
        if self.assignment is not None:
            record.refuse("lines.not_closed", 7, record="88")
        if not record.text(25, 35).strip("0"):
            record.refuse("lines.account_missing", 25)
        self.assignment = Assignment(record)

    def _begin_payment(self, record: Record, assignment: Assignment) -> None:
        self.payments += 1
        if self.payments > LINE_LIMIT:
            record.refuse("lines.too_many", limit=LINE_LIMIT)
        amount = (-1 if record.text(32, 32) == "-" else 1) * record.cents(33, 49)
        self.total += amount
        assignment.payments.append(Payment(record, amount))

    def _continue_payment(self, kind: str, record: Record, assignment: Assignment) -> None:
        if not assignment.payments:
            record.refuse("lines.misplaced", 7, record=kind)
        payment = assignment.payments[-1]
        if record.text(9, 15) != payment.number:
            record.refuse("ocr_no.other_payment", 9, found=record.text(9, 15), expected=payment.number)
        if kind == "31":
            payment.second = record
        else:
            payment.text = record.text(16, 55)

    def _close(self, record: Record, assignment: Assignment) -> Iterator[BankEntry | BankStatement]:
        total = sum((each.amount for each in assignment.payments), NOTHING)
        check(record, len(assignment.payments), assignment.records, total)
        self.assignment = None
        for each in assignment.payments:
            if each.second is None:
                each.first.refuse("ocr_no.item_missing")
        if assignment.payments:
            yield from self._statement(assignment)

    def _check_end(self, record: Record) -> None:
        """The end of the transmission counts the records of other services too, and their payments: then only the records are checked."""
        if self.assignment is not None:
            record.refuse("lines.not_closed", 7, record="88")
        if self.others:
            check_records(record, self.records)
        else:
            check(record, self.payments, self.records, self.total)
        self.is_closed = True

    def _statement(self, assignment: Assignment) -> Iterator[BankEntry | BankStatement]:
        making = Making()
        settlements = list(dict.fromkeys(each.settlement for each in assignment.payments))
        parts = dict.fromkeys(settlements, 0)
        sizes = dict.fromkeys(settlements, 0)
        for each in assignment.payments:
            sizes[each.settlement] += 1
        numbers = {settlement: number for number, settlement in enumerate(settlements, start=1)}
        days: set[date] = set()
        for each in assignment.payments:
            parts[each.settlement] += 1
            batch = Batch(each.settlement, sizes[each.settlement], is_itemised=True)
            entry = entry_of(each, numbers[each.settlement], parts[each.settlement], batch, making)
            days.add(each.first.day(16, "DDMMYY"))
            yield making.add(entry)
        for service in sorted(self.others):
            making.warn("ocr_no.other_service", assignment.record.line.number, service=service)
        for code, parameters in self.source.warnings.items():
            making.warn(code, 1, **parameters)
        yield statement_of(assignment, days, making)


def check(record: Record, payments: int, records: int, total: Decimal) -> None:
    """Counts and sum of an end record."""
    if record.number(9, 16) != payments:
        record.refuse("lines.count_differs", 9, stated=record.number(9, 16), found=payments)
    check_records(record, records)
    if record.cents(25, 41) != abs(total):
        record.refuse("lines.sum_differs", 25, stated=record.cents(25, 41), found=total)


def check_records(record: Record, records: int) -> None:
    if record.number(17, 24) != records:
        record.refuse("lines.count_differs", 17, stated=record.number(17, 24), found=records)


def entry_of(payment: Payment, number: int, part: int, batch: Batch, making: Making) -> BankEntry:
    first, second = payment.first, payment.second
    reference, account = first.text(50, 74), second.text(48, 58) if second else ""
    return BankEntry(
        entry_number=number,
        part=part,
        amount=payment.amount,
        currency=CROWNS,
        status=EntryStatus.BOOKED,
        booked_on=first.day(16, "DDMMYY"),
        value_on=second.day_or_none(42, "DDMMYY") if second else None,
        is_reversal=first.text(5, 6) in REVERSALS,
        references=(PaymentReference(reference, kind="SCOR"),) if reference else (),
        unstructured=making.short(payment.text, LONGEST_TEXT, first.line.number),
        counterpart_account=account if account.strip("0") else "",
        bank_reference=second.text(16, 25) if second else "",
        bank_transaction_code=first.text(5, 6),
        batch=batch,
        file_line=first.line.number,
    )


def statement_of(assignment: Assignment, days: set[date], making: Making) -> BankStatement:
    record = assignment.record
    return BankStatement(
        kind=StatementKind.NOTIFICATION,
        message_format="OCR giro",
        message_id="",
        statement_id=record.text(18, 24),
        electronic_sequence="",
        legal_sequence="",
        account=AccountNumber(record.text(25, 35), "BBAN"),
        account_owner="",
        currency=CROWNS,
        created_at=None,
        starts_on=min(days),
        ends_on=max(days),
        opening=None,
        closing=None,
        balances=(),
        totals=making.totals(),
        warnings=tuple(making.warnings.values()),
        file_line=record.line.number,
    )
