"""Read what Bankgirot answers: the payment specification, the advice of mandates, the list of rejected payments.

A payment specification holds deposits (record 15, with payments 82), withdrawals (16, with payments out 32) and refunds (17, with 77). Each is
one statement of our bankgiro, its executed payments the parts of one entry; what was asked and not executed is an answer alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import BinaryIO

from abonent.connectors.autogiro.layouts import Content, Opening, begins_like_autogiro, opening
from abonent.connectors.autogiro.refusals import CannotReadAutogiro
from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.source import Source, head_text
from abonent.connectors.line_files.statements import LINE_LIMIT, NOTHING, Making
from abonent.ledger.readers import Item
from abonent.ledger.rules.answers import About, BankAnswer, Verdict
from abonent.ledger.rules.statement import AccountNumber, BankEntry, BankStatement, Batch, EntryStatus, PaymentReference, StatementKind

WIDTH = 80
STANDARD = "cp1252"
CURRENCY = "SEK"
# Sections of a payment specification: their payments, and whether money comes or goes.
SECTIONS = {"15": ("82", 1), "16": ("32", -1), "17": ("77", -1)}
STATUSES = {"": Verdict.PAID, "0": Verdict.PAID, "1": Verdict.FAILED, "2": Verdict.FAILED, "9": Verdict.LATER}
# Comment codes of the advice of mandates. What a mandate is not, or is not any more, is said by the others.
STANDS = ("32",)
NOTHING_FOLLOWS = ("10", "11", "12")


@dataclass(slots=True)
class Section:
    """A sum that went over the account, and what it says of itself."""

    record: Record
    kind: str
    day: date
    batch: Batch
    stated: Decimal
    parts: int = 0
    total: Decimal = NOTHING
    making: Making = field(default_factory=Making)


def looks_like_autogiro(head: bytes) -> bool:
    """Whether a file begins with an opening record of Autogiro, one that is read or not."""
    return begins_like_autogiro(head_text(head))


def stream_autogiro(file: BinaryIO, name: str) -> Iterator[Item]:
    """Payments and answers, and after its payments each section as a statement."""
    return AutogiroReader(file, name).items()


class AutogiroReader:
    """One pass over one file."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.source = Source(file, name, CannotReadAutogiro)
        self.encoding = self.source.encoding(STANDARD)
        self.opening: Opening | None = None
        self.section: Section | None = None
        self.executed = dict.fromkeys(SECTIONS, 0)
        self.sections = dict.fromkeys(SECTIONS, 0)
        self.rejected: dict[str, list[Decimal]] = {"82": [], "32": []}
        self.records = 0
        self.is_closed = False

    def items(self) -> Iterator[Item]:
        for line in self.source.lines(self.encoding, WIDTH):
            record = Record(self.source, line)
            kind = line.text[:2]
            if not line.text.strip():
                continue
            if self.is_closed:
                record.refuse("lines.misplaced", 1, record=kind)
            if self.opening is None:
                self.opening = opening(record)
            else:
                yield from self._taken(kind, record, self.opening)
        if not self.is_closed:
            self.source.refuse("lines.not_closed", record="09")

    def _taken(self, kind: str, record: Record, opened: Opening) -> Iterator[Item]:
        self.records += 1
        if self.records > LINE_LIMIT:
            record.refuse("lines.too_many", limit=LINE_LIMIT)
        if kind == "09":
            yield from self._close_section(opened)
            self._check_end(record, opened)
        elif opened.content is Content.MANDATES and kind == "73":
            yield self._mandate(record, opened)
        elif opened.content is Content.REJECTED and kind in self.rejected:
            yield from self._rejected(kind, record, opened)
        elif opened.content is Content.PAYMENTS and kind in SECTIONS:
            yield from self._close_section(opened)
            self._open_section(kind, record)
        elif opened.content is Content.PAYMENTS and kind in ("82", "32", "77"):
            yield from self._payment(kind, record, opened)
        else:
            record.refuse("lines.unknown_record", 1, found=kind)

    # -- mandates and what was rejected ----------------------------------------------------------------------------

    def _mandate(self, record: Record, opened: Opening) -> BankAnswer:
        self._check_account(record, 3, opened)
        code = record.text(64, 65)
        if not code.isdecimal():
            record.refuse("autogiro.status", 64, found=code)
        verdict = Verdict.APPROVED if code in STANDS else Verdict.NOTED if code in NOTHING_FOLLOWS else Verdict.GONE
        return BankAnswer(
            About.MANDATE,
            verdict,
            record.day_or_none(66, "YYYYMMDD") or opened.made_on,
            account=opened.bankgiro,
            payer=record.text(13, 28).lstrip("0"),
            code=code,
            file_line=record.line.number,
        )

    def _rejected(self, kind: str, record: Record, opened: Opening) -> Iterator[BankAnswer]:
        amount = record.cents(31, 42)
        self.rejected[kind].append(amount)
        # A payment out is never ours: refunds leave by the bank.
        if kind == "82":
            yield BankAnswer(
                About.PIECE,
                Verdict.FAILED,
                opened.made_on,
                account=opened.bankgiro,
                payer=record.text(15, 30).lstrip("0"),
                reference=record.text(43, 58).lstrip("0"),
                amount=amount,
                code=record.text(59, 60),
                file_line=record.line.number,
            )

    # -- payments --------------------------------------------------------------------------------------------------

    def _open_section(self, kind: str, record: Record) -> None:
        self.sections[kind] += 1
        batch = Batch(record.text(46, 50), record.number(72, 79), is_itemised=True)
        self.section = Section(record, kind, record.day(38, "YYYYMMDD"), batch, record.cents(51, 68))

    def _payment(self, kind: str, record: Record, opened: Opening) -> Iterator[Item]:
        section = self.section
        verdict = Verdict.PAID if kind == "77" else self._verdict(record)
        # Where nothing was paid at all, what failed stands without a deposit.
        stands_alone = section is None and kind == "82" and verdict is not Verdict.PAID
        if not stands_alone and (section is None or SECTIONS[section.kind][0] != kind):
            record.refuse("lines.misplaced", 1, record=kind)
        self._check_account(record, 44, opened)
        if kind == "82":
            yield self._answer(record, opened, verdict)
        if section is None:
            return
        if verdict is not Verdict.PAID:
            if kind == "32":
                section.making.warn("autogiro.payment_out_failed", record.line.number)
            return
        section.parts += 1
        section.total += record.cents(32, 43)
        yield section.making.add(self._entry(kind, record, section, opened))

    def _verdict(self, record: Record) -> Verdict:
        status = record.text(80, 80)
        if status not in STATUSES:
            record.refuse("autogiro.status", 80, found=status)
        return STATUSES[status]

    def _answer(self, record: Record, opened: Opening, verdict: Verdict) -> BankAnswer:
        return BankAnswer(
            About.PIECE,
            verdict,
            record.day(3, "YYYYMMDD"),
            account=opened.bankgiro,
            payer=record.text(16, 31).lstrip("0"),
            reference=record.text(54, 69).lstrip("0"),
            amount=record.cents(32, 43),
            code="" if verdict is Verdict.PAID else record.text(80, 80),
            file_line=record.line.number,
        )

    def _entry(self, kind: str, record: Record, section: Section, opened: Opening) -> BankEntry:
        reference = record.text(54, 69).lstrip("0")
        return BankEntry(
            entry_number=1,
            part=section.parts,
            amount=SECTIONS[section.kind][1] * record.cents(32, 43),
            currency=CURRENCY,
            status=EntryStatus.BOOKED,
            booked_on=section.day,
            value_on=section.day,
            is_reversal=kind == "77",
            references=(PaymentReference(reference, kind="SCOR"),) if reference.isdecimal() else (),
            unstructured="" if reference.isdecimal() else reference,
            paid_to_account=opened.bankgiro,
            return_reason=record.text(78, 79) if kind == "77" else "",
            batch=section.batch,
            file_line=record.line.number,
        )

    def _check_account(self, record: Record, first: int, opened: Opening) -> None:
        found = record.text(first, first + 9).lstrip("0")
        if found != opened.bankgiro:
            record.refuse("autogiro.other_account", first, found=found, stated=opened.bankgiro)

    # -- what closes -----------------------------------------------------------------------------------------------

    def _close_section(self, opened: Opening) -> Iterator[BankStatement]:
        section, self.section = self.section, None
        if section is None:
            return
        if section.total != section.stated:
            section.record.refuse("lines.sum_differs", 51, stated=section.stated, found=section.total)
        if section.parts != section.batch.size:
            section.record.refuse("lines.count_differs", 72, stated=section.batch.size, found=section.parts)
        self.executed[section.kind] += section.parts
        for code, parameters in self.source.warnings.items():
            section.making.warn(code, 1, **parameters)
        yield self._statement(section, opened)

    def _statement(self, section: Section, opened: Opening) -> BankStatement:
        return BankStatement(
            kind=StatementKind.NOTIFICATION,
            message_format="Autogiro",
            message_id="",
            statement_id=section.batch.reference,
            electronic_sequence=section.batch.reference,
            legal_sequence="",
            account=AccountNumber(opened.bankgiro, "BGNR"),
            account_owner="",
            currency=CURRENCY,
            created_at=None,
            starts_on=section.day,
            ends_on=section.day,
            opening=None,
            closing=None,
            balances=(),
            totals=section.making.totals(),
            warnings=tuple(section.making.warnings.values()),
            file_line=section.record.line.number,
        )

    def _check_end(self, record: Record, opened: Opening) -> None:
        """The counts of the closing record; it counts neither itself nor the opening one."""
        self.is_closed = True
        if opened.content is Content.PAYMENTS:
            for kind, first in (("15", 15), ("16", 33), ("17", 51)):
                self._check_count(record, first, first + 5, self.sections[kind])
                self._check_count(record, first + 6, first + 17, self.executed[kind])
        elif opened.content is Content.REJECTED:
            for kind, first in (("32", 15), ("82", 33)):
                self._check_count(record, first, first + 5, len(self.rejected[kind]))
                total = sum(self.rejected[kind], NOTHING)
                if record.cents(first + 6, first + 17) != total:
                    record.refuse("lines.sum_differs", first + 6, stated=record.cents(first + 6, first + 17), found=total)
        else:
            self._check_count(record, 15, 21, self.records - 1)

    def _check_count(self, record: Record, first: int, latest: int, found: int) -> None:
        if record.number(first, latest) != found:
            record.refuse("lines.count_differs", first, stated=record.number(first, latest), found=found)
