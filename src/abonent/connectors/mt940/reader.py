"""Read an MT940 or MT942 file, message by message. Each message is a statement (a page of one counts too: its balances are its own)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import BinaryIO

from stdnum import iban

from abonent.connectors.line_files.charsets import likeliest
from abonent.connectors.line_files.refusals import Unreadable
from abonent.connectors.line_files.source import UTF8, Source
from abonent.connectors.line_files.statements import LINE_LIMIT, LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_TEXT, Making, collect
from abonent.connectors.mt940.details import Details, details_of
from abonent.connectors.mt940.fields import Field, fields_of
from abonent.connectors.mt940.refusals import CannotReadMt940
from abonent.connectors.mt940.values import Movement, account_of, balance_of, movement_of, summary_of
from abonent.ledger.rules.statement import (
    AccountNumber,
    Balance,
    BankEntry,
    BankStatement,
    EntryStatus,
    PaymentReference,
    StatementKind,
)

OPENING, CLOSING, AVAILABLE = ("60F", "60M"), ("62F", "62M"), ("64", "65")
INTERIM = ("34F", "13", "13D", "90C", "90D")
COUNTRY_OF_CURRENCY = {b"PLN": "PL", b"HUF": "HU"}


@dataclass(slots=True)
class Message:
    """The fields of one message on their way to a statement."""

    number: int
    single: dict[str, Field] = field(default_factory=dict)
    movements: list[list[Field]] = field(default_factory=list)


def read_mt940(file: BinaryIO, name: str) -> list[BankStatement]:
    """All statements of a file with their entries. Raises `CannotReadMt940` and nothing else."""
    return collect(stream_mt940(file, name))


def stream_mt940(file: BinaryIO, name: str) -> Iterator[BankEntry | BankStatement]:
    """The entries of a statement, then the statement, for each message of the file."""
    return Mt940Reader(file, name).items()


class Mt940Reader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadMt940)
        self.encoding = self._encoding()
        self.entries = 0

    def _encoding(self) -> str:
        """UTF-8 where it is that; else by the country of the bank, and said, because the file does not say it."""
        is_utf8, _ = self.source.looks_like_utf8()
        if is_utf8:
            return UTF8
        used = likeliest(self.source.bytes_beyond_ascii(), self._country())
        self.source.warnings["mt940.encoding_taken"] = {"used": used.upper()}
        return used

    def _country(self) -> str:
        """Of the account's IBAN or of the currency of its balance, whatever stands first in the file."""
        for chunk in self.source.chunks():
            for line in chunk.splitlines():
                tag, value = line.strip()[:4], line.strip()[4:]
                if tag == b":25:" and value[:2].isalpha() and value[2:4].isdigit():
                    return value[:2].decode("ascii", errors="replace")
                if tag in (b":60F", b":60M"):
                    return COUNTRY_OF_CURRENCY.get(line.strip()[12:15], "")
            break
        return ""

    def items(self) -> Iterator[BankEntry | BankStatement]:
        message: Message | None = None
        is_any = False
        for found in fields_of(self.source.lines(self.encoding)):
            is_next = found is not None and found.tag == "20"
            if message and (found is None or is_next) and self._is_statement(message):
                is_any = True
                yield from self._statement(message)
            if found is None or is_next:
                message = None
            if found:
                message = message or Message(found.number)
                self._take(message, found)
        if not is_any:
            self.source.refuse("mt940.no_statement")

    def _is_statement(self, message: Message) -> bool:
        """Whether it is about money; a rest of a message is refused rather than passed by."""
        if message.movements and "25" not in message.single and "25P" not in message.single:
            self.source.refuse("mt940.entry_outside", message.movements[0][0].number)
        return bool(message.movements) or any(tag in message.single for tag in (*OPENING, *CLOSING))

    def _take(self, message: Message, found: Field) -> None:
        """A movement keeps what follows it, until a balance ends the movements."""
        if found.tag == "61":
            self.entries += 1
            if self.entries > LINE_LIMIT:
                self.source.refuse("lines.too_many", found.number, limit=LINE_LIMIT)
            message.movements.append([found])
        elif found.tag in ("86", "NS"):
            if message.movements and not any(tag in message.single for tag in CLOSING):
                message.movements[-1].append(found)
        elif found.tag in ("34F", *AVAILABLE):
            message.single.setdefault(found.tag, found)
        elif found.tag in message.single:
            self.source.refuse("mt940.field_twice", found.number, tag=found.tag)
        else:
            message.single[found.tag] = found

    # -- one statement ---------------------------------------------------------------------------------------------

    def _statement(self, message: Message) -> Iterator[BankEntry | BankStatement]:
        making, account, currency = Making(), *self._account(message)
        opening = self._balance(message, OPENING, "OPBD", currency)
        currency = self._currency(message, currency, opening)
        is_interim = opening is None and any(tag in message.single for tag in INTERIM)
        moved: list[Decimal] = []
        for number, fields in enumerate(message.movements, start=1):
            entry = self._entry(fields, number, currency, is_interim, making)
            moved.append(entry.amount)
            yield making.add(entry)
        closing = self._balance(message, CLOSING, "CLBD", currency)
        self._check_balances(message, opening, closing, making)
        self._check_summaries(message, moved, currency)
        if is_interim:
            making.warn("mt940.interim", message.number)
        elif opening is None or closing is None:
            making.warn("lines.balance_unpaired", message.number)
        self._warn_of_the_file(making, message.number)
        yield self._finished(message, making, account, currency, opening, closing, is_interim)

    def _account(self, message: Message) -> tuple[AccountNumber, str]:
        found = message.single.get("25") or message.single.get("25P")
        if found is None:
            self.source.refuse("lines.account_missing", message.number)
        try:
            return account_of(found.first)
        except Unreadable as trouble:
            self.source.refuse(trouble.code, found.number, **trouble.parameters)

    def _currency(self, message: Message, stated: str, opening: Balance | None) -> str:
        floor = message.single.get("34F")
        currency = (opening.currency if opening else "") or (floor.first[:3] if floor else "") or stated
        if not currency:
            self.source.refuse("lines.currency_missing", message.number)
        return currency

    def _balance(self, message: Message, tags: tuple[str, ...], kind: str, currency: str) -> Balance | None:
        found = next((message.single[tag] for tag in tags if tag in message.single), None)
        if found is None:
            return None
        try:
            balance = balance_of(found, kind, currency)
        except Unreadable as trouble:
            self.source.refuse(trouble.code, found.number, **trouble.parameters)
        if kind == "CLBD" and balance.currency != currency:
            self.source.refuse("lines.currency_differs", found.number, found=balance.currency, expected=currency)
        return balance

    def _entry(self, fields: list[Field], number: int, currency: str, is_interim: bool, making: Making) -> BankEntry:
        line = fields[0].number
        try:
            moved = movement_of(fields[0], currency)
        except Unreadable as trouble:
            self.source.refuse(trouble.code, line, **trouble.parameters)
        if not moved.has_booking_day:
            making.warn("mt940.day_moved", line)
        details = with_what_the_movement_tells(details_of(texts(fields, "86"), texts(fields, "NS")), moved)
        return BankEntry(
            entry_number=number,
            part=1,
            amount=moved.amount,
            currency=currency,
            status=EntryStatus.PENDING if is_interim or moved.is_expected else EntryStatus.BOOKED,
            booked_on=None if is_interim or moved.is_expected else moved.booked_on,
            value_on=moved.value_on,
            is_reversal=moved.is_reversal,
            references=(PaymentReference(details.reference[:LONGEST_NAME], kind="SCOR"),) if details.reference else (),
            end_to_end_id=making.short(details.end_to_end_id, LONGEST_IDENTIFIER, line),
            unstructured=making.short(details.message, LONGEST_TEXT, line),
            additional_text=making.short(details.text or moved.supplement, LONGEST_TEXT, line),
            counterpart_name=making.short(details.name, LONGEST_NAME, line),
            counterpart_account=making.short(details.account, LONGEST_IDENTIFIER, line),
            counterpart_bic=making.short(details.bic, LONGEST_IDENTIFIER, line),
            paid_to_account=making.short(details.paid_to, LONGEST_IDENTIFIER, line),
            bank_reference=making.short(moved.bank_reference or details.bank_reference, LONGEST_IDENTIFIER, line),
            entry_reference=making.short(moved.reference, LONGEST_IDENTIFIER, line),
            bank_transaction_code=" ".join(filter(None, (moved.kind, details.code)))[:LONGEST_IDENTIFIER],
            return_reason=details.return_reason[:10],
            file_line=line,
        )

    def _check_balances(self, message: Message, opening: Balance | None, closing: Balance | None, making: Making) -> None:
        if opening is None or closing is None or opening.amount + making.net == closing.amount:
            return
        found = next(message.single[tag] for tag in CLOSING if tag in message.single)
        self.source.refuse(
            "lines.balance_differs",
            found.number,
            opening=opening.amount,
            booked=making.net,
            found=opening.amount + making.net,
            stated=closing.amount,
        )

    def _check_summaries(self, message: Message, moved: list[Decimal], currency: str) -> None:
        """Number and sum of debits (:90D:) and credits (:90C:), as a report states them."""
        for tag, direction in (("90D", -1), ("90C", 1)):
            found = message.single.get(tag)
            if found is None:
                continue
            try:
                count, total = summary_of(found, currency)
            except Unreadable as trouble:
                self.source.refuse(trouble.code, found.number, **trouble.parameters)
            amounts = [abs(amount) for amount in moved if amount * direction > 0]
            if count != len(amounts):
                self.source.refuse("lines.count_differs", found.number, stated=count, found=len(amounts))
            if total != sum(amounts):
                self.source.refuse("lines.sum_differs", found.number, stated=total, found=sum(amounts))

    def _warn_of_the_file(self, making: Making, line: int) -> None:
        for code, parameters in self.source.warnings.items():
            making.warn(code, line, **parameters)

    def _finished(
        self,
        message: Message,
        making: Making,
        account: AccountNumber,
        currency: str,
        opening: Balance | None,
        closing: Balance | None,
        is_interim: bool,
    ) -> BankStatement:
        sequence = first_of(message, "28C", "28")
        return BankStatement(
            kind=StatementKind.REPORT if is_interim else StatementKind.STATEMENT,
            message_format="MT942" if is_interim else "MT940",
            message_id=first_of(message, "20"),
            statement_id=sequence,
            electronic_sequence=sequence,
            legal_sequence="",
            account=account,
            account_owner="",
            currency=currency,
            created_at=None,
            starts_on=opening.on if opening else None,
            ends_on=closing.on if closing else None,
            opening=opening,
            closing=closing,
            balances=tuple(filter(None, (opening, closing))),
            totals=making.totals(),
            warnings=tuple(making.warnings.values()),
            file_line=message.number,
        )


def texts(fields: list[Field], tag: str) -> Field | None:
    """The fields of a movement with one tag, as one: some banks write a field :86: for each line."""
    found = [each for each in fields if each.tag == tag]
    return Field(tag, found[0].number, [line for each in found for line in each.lines]) if found else None


def first_of(message: Message, *tags: str) -> str:
    return next((message.single[tag].first[:LONGEST_IDENTIFIER] for tag in tags if tag in message.single), "")


def with_what_the_movement_tells(details: Details, moved: Movement) -> Details:
    """The payer's account where the bank writes it into field :61:, and the message where there is no field :86:."""
    if not details.account:
        account = next((text for text in (moved.reference, moved.supplement) if iban.is_valid(text)), "")
        details = replace(details, account=account)
    return details if details.message or details.name else replace(details, message=moved.supplement or moved.reference)
