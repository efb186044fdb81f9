"""Read a TITO file, statement by statement (T00 to the next)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO

from stdnum import iban

from abonent.connectors.line_files.finnish import finnish_lines
from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.source import Source, head_text
from abonent.connectors.line_files.statements import LINE_LIMIT, NOTHING, Making, collect
from abonent.connectors.tito.entries import Entry, lines_of
from abonent.connectors.tito.refusals import CannotReadTito
from abonent.ledger.rules.statement import AccountNumber, Balance, BankEntry, BankStatement, StatementKind

COLUMNS_OF_MONEY = {"T00": 99, "T10": 106, "T40": 31, "T50": 67}
# Basic, entry, further, balance, totals, tailored, message, notice: what is not read is known and passed by.
PASSED_BY = ("T51", "T60", "T70", "T80", "T81")
DAY_TOTALS = "1"


@dataclass(slots=True)
class Statement:
    """What stands between two basic records."""

    record: Record
    currency: str
    opening: Balance
    making: Making = field(default_factory=Making)
    entry: Entry | None = None
    entries: int = 0
    credit: Decimal = NOTHING
    debit: Decimal = NOTHING
    closing: Balance | None = None


def looks_like_tito(head: bytes) -> bool:
    """Whether the file begins with a basic record."""
    text = head_text(head)
    return text.startswith("T00") and text[3:6].isdigit()


def read_tito(file: BinaryIO, name: str) -> list[BankStatement]:
    """All statements of a file with their entries. Raises `CannotReadTito` and nothing else."""
    return collect(stream_tito(file, name))


def stream_tito(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The entries of a statement, then the statement, for each statement of the file."""
    return TitoReader(file, name).items()


class TitoReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadTito)
        self.statement: Statement | None = None
        self.entries = 0

    def items(self) -> Iterator[BankEntry | BankStatement]:
        for line in finnish_lines(self.source):
            record, kind = Record(self.source, line), line.text[:3]
            if not line.text.strip():
                continue
            if kind == "T00":
                yield from self._finish()
                self.statement = self._begin(record)
            elif self.statement is None:
                record.refuse("tito.not_begun", 1)
            else:
                yield from self._take(kind, record, self.statement)
        yield from self._finish()

    def _begin(self, record: Record) -> Statement:
        record.at_least(COLUMNS_OF_MONEY["T00"])
        currency = record.text(97, 99)
        if not (currency.isascii() and currency.isalpha() and len(currency) == 3):
            record.refuse("lines.currency_missing", 97)
        amount = record.sign(72) * record.cents(73, 90)
        return Statement(record, currency.upper(), Balance("OPBD", amount, currency.upper(), record.day_or_none(66, "YYMMDD")))

    def _take(self, kind: str, record: Record, statement: Statement) -> Iterator[BankEntry]:
        record.at_least(COLUMNS_OF_MONEY.get(kind, 0))
        if kind == "T10":
            yield from self._take_entry(record, statement)
        elif kind == "T11":
            if statement.entry is None:
                record.refuse("lines.misplaced", 1, record=kind)
            statement.entry.latest.more.setdefault(record.text(7, 8), record)
        elif kind in ("T40", "T50"):
            yield from self._flush(statement)
            (self._check_balance if kind == "T40" else self._check_totals)(record, statement)
        elif kind not in PASSED_BY:
            record.refuse("lines.unknown_record", 1, found=kind)

    def _take_entry(self, record: Record, statement: Statement) -> Iterator[BankEntry]:
        """A row of level 1 breaks down the entry above it; deeper levels break down what is broken down already."""
        level = record.text(188, 188) or "0"
        if not level.isdigit():
            record.refuse("tito.level_unreadable", 188, found=level)
        self.entries += 1
        if self.entries > LINE_LIMIT:
            record.refuse("lines.too_many", limit=LINE_LIMIT)
        if level == "0":
            yield from self._flush(statement)
            statement.entry = Entry(record)
        elif statement.entry is None:
            record.refuse("lines.misplaced", 188, record="T10")
        elif level == "1":
            statement.entry.breakdown.append(Entry(record))

    def _flush(self, statement: Statement) -> Iterator[BankEntry]:
        """Hand over the entry that is complete now."""
        entry, statement.entry = statement.entry, None
        if entry is None:
            return
        statement.entries += 1
        for line in lines_of(entry, statement.entries, statement.currency, statement.making):
            yield statement.making.add(line)
        if not entry.is_rejected:
            statement.credit += max(entry.amount, NOTHING)
            statement.debit += max(-entry.amount, NOTHING)

    def _check_balance(self, record: Record, statement: Statement) -> None:
        """The balance at the end of a day; a statement of several days has one for each."""
        amount, net = record.sign(13) * record.cents(14, 31), statement.credit - statement.debit
        opening = statement.opening.amount
        if opening + net != amount:
            record.refuse("lines.balance_differs", 13, opening=opening, booked=net, found=opening + net, stated=amount)
        statement.closing = Balance("CLBD", amount, statement.currency, record.day_or_none(7, "YYMMDD"))

    def _check_totals(self, record: Record, statement: Statement) -> None:
        """Totals of a day, where the statement is of one day; those of longer times count what stands elsewhere."""
        head = statement.record
        if record.text(7, 7) != DAY_TOTALS or head.text(27, 32) != head.text(33, 38):
            return
        stated, found = (record.cents(23, 40), record.cents(50, 67)), (statement.credit, statement.debit)
        if stated != found:
            words = {"stated": f"+{stated[0]} -{stated[1]}", "found": f"+{found[0]} -{found[1]}"}
            statement.making.warn("tito.day_totals_differ", record.line.number, **words)

    def _finish(self) -> Iterator[BankEntry | BankStatement]:
        statement, self.statement = self.statement, None
        if statement is None:
            return
        yield from self._flush(statement)
        if statement.closing is None:
            statement.record.refuse("lines.not_closed", record="T40")
        if statement.opening.amount + statement.making.net != statement.closing.amount:
            statement.record.refuse(
                "lines.balance_differs",
                opening=statement.opening.amount,
                booked=statement.making.net,
                found=statement.opening.amount + statement.making.net,
                stated=statement.closing.amount,
            )
        for code, parameters in self.source.warnings.items():
            statement.making.warn(code, 1, **parameters)
        yield statement_of(statement, statement.closing)


def statement_of(statement: Statement, closing: Balance) -> BankStatement:
    record = statement.record
    number = record.text(24, 26).lstrip("0")
    return BankStatement(
        kind=StatementKind.STATEMENT,
        message_format="TITO",
        message_id="",
        statement_id=number,
        electronic_sequence=number,
        legal_sequence="",
        account=account_of(record),
        account_owner=record.text(148, 182),
        currency=statement.currency,
        created_at=record.moment(39, "YYMMDD"),
        starts_on=record.day_or_none(27, "YYMMDD"),
        ends_on=record.day_or_none(33, "YYMMDD"),
        opening=statement.opening,
        closing=closing,
        balances=(statement.opening, closing),
        totals=statement.making.totals(),
        warnings=tuple(statement.making.warnings.values()),
        file_line=record.line.number,
    )


def account_of(record: Record) -> AccountNumber:
    """The IBAN, with the BIC behind it, at the end of the record; in older files the national number alone."""
    international = record.text(293, 322).partition(" ")[0]
    if iban.is_valid(international):
        return AccountNumber(international, "IBAN")
    national = record.text(10, 23)
    if not national.strip("0"):
        record.refuse("lines.account_missing", 10)
    return AccountNumber(national, "BBAN")
