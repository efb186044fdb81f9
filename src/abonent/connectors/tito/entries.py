"""From the records of one entry (T10, its T11 and the breakdown beneath it) to bookable lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from abonent.connectors.line_files.records import Record
from abonent.connectors.line_files.statements import LONGEST_IDENTIFIER, LONGEST_NAME, LONGEST_TEXT, NOTHING, Making
from abonent.ledger.rules.statement import BankEntry, Batch, EntryStatus, PaymentReference

REFERENCE_PAYMENTS = "705"
REJECTED, CORRECTIONS = "9", ("3", "4")
MESSAGE, COUNT, ORIGINAL, SENDER, BANK, NAME, SEPA = "00", "01", "04", "06", "07", "09", "11"
PIECE = 35  # columns of a line of text


@dataclass(slots=True)
class Entry:
    """One T10 with the further records that belong to it, and its breakdown."""

    record: Record
    more: dict[str, Record] = field(default_factory=dict)
    breakdown: list[Entry] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        return self.record.sign(88) * self.record.cents(89, 106)

    @property
    def is_rejected(self) -> bool:
        """A payment that came to nothing and is told for information."""
        return self.record.text(49, 49) == REJECTED

    @property
    def latest(self) -> Entry:
        """What a T11 belongs to."""
        return self.breakdown[-1] if self.breakdown else self

    def words(self, kind: str) -> str:
        """The pieces of text of a further record."""
        record = self.more.get(kind)
        text = record.line.text[8:] if record else ""
        return " ".join(" ".join(text[start : start + PIECE] for start in range(0, len(text), PIECE)).split())

    def part(self, first: int, latest: int) -> str:
        """A field of the SEPA record, if there is one."""
        record = self.more.get(SEPA)
        return record.text(first, latest) if record else ""


def lines_of(entry: Entry, number: int, currency: str, making: Making) -> list[BankEntry]:
    """The payments of a breakdown that adds up, each a line; else the entry as one line, with what the breakdown tells left out."""
    listed = [each for each in entry.breakdown if not each.is_rejected]
    found = sum((each.amount for each in listed), NOTHING)
    if listed and found == entry.amount:
        batch = Batch(entry.record.text(13, 30), len(listed), is_itemised=True)
        return [line_of(each, number, part, currency, entry, batch, making) for part, each in enumerate(listed, start=1)]
    if listed:
        making.warn("tito.breakdown_differs", entry.record.line.number, stated=entry.amount, found=found)
    return [line_of(entry, number, 1, currency, entry, sum_of(entry), making)]


def sum_of(entry: Entry) -> Batch | None:
    """Several payments booked as one: reference payments always, others where the bank counts more than one."""
    counter = entry.more.get(COUNT)
    size = counter.number(9, 16) if counter else None
    if entry.record.text(50, 52) != REFERENCE_PAYMENTS and (size or 0) < 2:
        return None
    return Batch(entry.record.text(13, 30), size, is_itemised=False)


def line_of(entry: Entry, number: int, part: int, currency: str, booked: Entry, batch: Batch | None, making: Making) -> BankEntry:
    """`booked` is the entry that the bank booked: the days are its own."""
    record, day = entry.record, booked.record
    line, reference = record.line.number, record.text(160, 179).lstrip("0")
    return BankEntry(
        entry_number=number,
        part=part,
        amount=entry.amount,
        currency=currency,
        status=EntryStatus.INFORMATION if entry.is_rejected else EntryStatus.BOOKED,
        booked_on=None if entry.is_rejected else day.day(31, "YYMMDD"),
        value_on=record.day_or_none(37, "YYMMDD"),
        is_reversal=record.text(49, 49) in CORRECTIONS,
        references=(PaymentReference(reference, kind="SCOR"),) if reference else (),
        end_to_end_id=making.short(entry.part(9, 43), LONGEST_IDENTIFIER, line),
        unstructured=making.short(f"{entry.words(MESSAGE)} {entry.words(SENDER)}", LONGEST_TEXT, line),
        additional_text=making.short(f"{record.text(53, 87)} {entry.words(BANK)}", LONGEST_TEXT, line),
        counterpart_name=making.short(entry.part(184, 253) or entry.words(NAME) or record.text(109, 143), LONGEST_NAME, line),
        counterpart_account=making.short(entry.part(44, 78) or record.text(145, 158), LONGEST_IDENTIFIER, line),
        counterpart_bic=entry.part(79, 113),
        ultimate_counterpart_name=entry.part(114, 183),
        bank_reference=record.text(13, 30),
        entry_reference=making.short(entry.words(ORIGINAL), LONGEST_IDENTIFIER, line),
        bank_transaction_code=record.text(50, 52),
        batch=batch,
        file_line=line,
    )
