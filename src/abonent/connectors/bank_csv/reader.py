"""Read a bank's table by the mapping of an account."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from abonent.connectors.bank_csv.layout import Layout
from abonent.connectors.bank_csv.values import amount_of, day_of
from abonent.connectors.line_files.refusals import Unreadable
from abonent.connectors.line_files.source import Source
from abonent.connectors.line_files.statements import LINE_LIMIT, LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_TEXT, NOTHING, Making
from abonent.ledger.rules.account_numbers import bare_account_number, is_same_account
from abonent.ledger.rules.statement import (
    AccountNumber,
    Balance,
    BankEntry,
    BankStatement,
    EntryStatus,
    PaymentReference,
    StatementKind,
)

ROWS_BEFORE_HEADERS = 50


@dataclass(frozen=True)
class OwnAccount:
    """The account of ours that the mapping is of."""

    number: str
    currency: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of movements by what its cells are; `places` gives their columns from 1."""

    line: int
    cells: dict[str, str]
    places: dict[str, int]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")


def headers_of(cells: Sequence[str]) -> list[str]:
    """The headers of a row; one without a name is called by its place."""
    return [" ".join(cell.split()) or f"#{place}" for place, cell in enumerate(cells, start=1)]


def table_rows(source: Source, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """The rows of the file with the lines they end on."""
    encoding = source.encoding(layout.encoding)
    reader = csv.reader((line.text + "\n" for line in source.lines(encoding)), delimiter=layout.delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            source.refuse("csv.row_unreadable", reader.line_num)
        yield reader.line_num, cells


def stream_table(source: Source, layout: Layout, account: OwnAccount) -> Iterator[BankEntry | BankStatement]:
    """The movements of the file and then the one statement they make."""
    return TableReader(source, layout, account).items()


class TableReader:
    """One pass over one file."""

    def __init__(self, source: Source, layout: Layout, account: OwnAccount) -> None:
        self.source = source
        self.layout = layout
        self.account = account
        self.making = Making()
        self.balances: list[tuple[int, Decimal, Decimal]] = []
        self._check_layout()

    def _check_layout(self) -> None:
        columns = self.layout.columns
        if "booked_on" not in columns or not {"amount", "money_in", "money_out"} & set(columns):
            self.source.refuse("csv.nothing_mapped")
        if "direction" in columns and not self.layout.direction_in:
            self.source.refuse("csv.direction_missing")

    def items(self) -> Iterator[BankEntry | BankStatement]:
        entries: list[BankEntry] = []
        for row in self._movements():
            if len(entries) == LINE_LIMIT:
                self.source.refuse("lines.too_many", row.line, limit=LINE_LIMIT)
            entries.append(self._entry(row, len(entries) + 1))
        opening, closing = self._checked_balances()
        yield from entries
        for code, parameters in self.source.warnings.items():
            self.making.warn(code, 1, **parameters)
        yield self._statement(entries, opening, closing)

    def _movements(self) -> Iterator[Row]:
        """Rows below the headers that have a day and an amount; others are headings and totals."""
        places: dict[str, int] | None = None
        for number, (line, cells) in enumerate(table_rows(self.source, self.layout)):
            if places is None:
                headers = headers_of(cells)
                if self.layout.headers <= set(headers):
                    places = {name: headers.index(header) for name, header in self.layout.columns.items()}
                elif number >= ROWS_BEFORE_HEADERS:
                    break
                continue
            row = Row(
                line,
                {name: cells[place].strip() for name, place in places.items() if place < len(cells)},
                {name: place + 1 for name, place in places.items()},
            )
            if self._is_movement(row):
                yield row
        if places is None:
            self.source.refuse("csv.header_missing", missing=", ".join(sorted(self.layout.headers)))

    def _is_movement(self, row: Row) -> bool:
        if self.layout.payment_rows and row.get("row_kind") != self.layout.payment_rows:
            return False
        return any(row.get(name) for name in ("booked_on", "amount", "money_in", "money_out"))

    def _refuse(self, row: Row, name: str, trouble: Unreadable) -> NoReturn:
        self.source.refuse(trouble.code, row.line, row.places[name], **trouble.parameters)

    def _amount(self, row: Row, name: str) -> Decimal:
        text = row.get(name)
        if not text and name in ("money_in", "money_out"):
            return NOTHING
        try:
            return amount_of(text, self.layout.decimal_sign)
        except Unreadable as trouble:
            self._refuse(row, name, trouble)

    def _signed(self, row: Row) -> Decimal:
        """What came in, or with a minus what left."""
        if "amount" not in self.layout.columns:
            incoming = self._amount(row, "money_in") if "money_in" in self.layout.columns else NOTHING
            outgoing = self._amount(row, "money_out") if "money_out" in self.layout.columns else NOTHING
            return incoming - abs(outgoing)
        amount = self._amount(row, "amount")
        if "direction" not in self.layout.columns:
            return amount
        return abs(amount) if row.get("direction").casefold() == self.layout.direction_in.casefold() else -abs(amount)

    def _day(self, row: Row, name: str) -> date:
        try:
            return day_of(row.get(name), self.layout.day_order)
        except Unreadable as trouble:
            self._refuse(row, name, trouble)

    def _entry(self, row: Row, number: int) -> BankEntry:
        self._check_whose(row)
        amount, reference, line = self._signed(row), row.get("reference"), row.line
        if "balance" in self.layout.columns and row.get("balance"):
            self.balances.append((line, amount, self._amount(row, "balance")))
        entry = BankEntry(
            entry_number=number,
            part=1,
            amount=amount,
            currency=self.account.currency,
            status=EntryStatus.BOOKED,
            booked_on=self._day(row, "booked_on"),
            value_on=self._day(row, "value_on") if row.get("value_on") else None,
            references=(PaymentReference(reference[:LONGEST_NAME], kind="SCOR"),) if reference else (),
            unstructured=self.making.short(row.get("message"), LONGEST_TEXT, line),
            counterpart_name=self.making.short(row.get("name"), LONGEST_NAME, line),
            counterpart_account=self.making.short(row.get("account"), LONGEST_IDENTIFIER, line),
            bank_reference=self.making.short(row.get("bank_reference"), LONGEST_IDENTIFIER, line),
            file_line=line,
        )
        return self.making.add(entry)

    def _check_whose(self, row: Row) -> None:
        currency, number = row.get("currency").upper(), bare_account_number(row.get("own_account"))
        if currency and currency != self.account.currency:
            found = {"found": currency, "expected": self.account.currency}
            self.source.refuse("lines.currency_differs", row.line, row.places["currency"], **found)
        if number and not is_same_account(number, bare_account_number(self.account.number)):
            found = {"found": row.get("own_account"), "expected": self.account.number}
            self.source.refuse("csv.other_account", row.line, row.places["own_account"], **found)

    def _checked_balances(self) -> tuple[Balance | None, Balance | None]:
        """Opening and closing balance, where each follows from the one before, oldest or latest first."""
        if not self.balances:
            return None, None
        oldest_first, latest_first = self.balances, self.balances[::-1]
        gap = first_gap(oldest_first)
        ordered = oldest_first if gap is None else latest_first
        if gap is not None and first_gap(latest_first) is not None:
            line, stated, found = gap
            self.source.refuse("csv.balance_differs", line, stated=stated, found=found)
        _line, amount, balance = ordered[0]
        currency = self.account.currency
        return Balance("OPBD", balance - amount, currency, None), Balance("CLBD", ordered[-1][2], currency, None)

    def _statement(self, entries: list[BankEntry], opening: Balance | None, closing: Balance | None) -> BankStatement:
        days = [entry.booked_on for entry in entries if entry.booked_on]
        return BankStatement(
            kind=StatementKind.STATEMENT,
            message_format="CSV",
            message_id="",
            statement_id="",
            electronic_sequence="",
            legal_sequence="",
            account=AccountNumber(self.account.number),
            account_owner="",
            currency=self.account.currency,
            created_at=None,
            starts_on=min(days, default=None),
            ends_on=max(days, default=None),
            opening=opening,
            closing=closing,
            balances=tuple(filter(None, (opening, closing))),
            totals=self.making.totals(),
            warnings=tuple(self.making.warnings.values()),
        )


def first_gap(rows: Sequence[tuple[int, Decimal, Decimal]]) -> tuple[int, Decimal, Decimal] | None:
    """Line, balance and the balance that would follow, of the first row that does not follow from the one before."""
    for (_line, _amount, before), (line, amount, balance) in zip(rows, rows[1:], strict=False):
        if before + amount != balance:
            return line, balance, before + amount
    return None
