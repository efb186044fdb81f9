"""What Bankgirot sends, told by the opening record, in the layout of today and in that of before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from abonent.connectors.line_files.records import Record

# Today 01AUTOGIRO and the content further on; before, 01, the day and the content, or 01, the day and AUTOGIRO, as companies write it still.
TODAYS = re.compile(r"01AUTOGIRO")
FORMER = re.compile(r"01\d{8}9900\d{10}AG-|51\d{8}9900\d{10}AG-")
WRITTEN = re.compile(r"01\d{8}AUTOGIRO")


class Content(StrEnum):
    """What a file of answers holds."""

    PAYMENTS = "payments"
    MANDATES = "mandates"
    REJECTED = "rejected"


CONTENTS = {
    "BET. SPEC & STOPP TK": Content.PAYMENTS,
    "AG-MEDAVI": Content.MANDATES,
    "AVVISADE BET UPPDR": Content.REJECTED,
    "FELLISTA REG.KONTRL": Content.REJECTED,
}


@dataclass(frozen=True)
class Opening:
    """What the file holds, of which day, for which bankgiro."""

    content: Content
    made_on: date
    bankgiro: str


def begins_like_autogiro(text: str) -> bool:
    """Whether the beginning of a file is that of a file of Autogiro, one to be read or not."""
    return any(pattern.match(text) for pattern in (TODAYS, FORMER, WRITTEN))


def opening(record: Record) -> Opening:
    """Read the opening record; refuses what is no answer."""
    text = record.line.text
    if TODAYS.match(text):
        return Opening(_content(record, 45, 64), record.day(25, "YYYYMMDD"), _bankgiro(record, 71))
    if FORMER.match(text):
        return Opening(_content(record, 25, 44), record.day(3, "YYYYMMDD"), _bankgiro(record, 15))
    if not WRITTEN.match(text):
        record.refuse("autogiro.not_autogiro", 1)
    if text[18:22] != "9900":
        record.refuse("autogiro.ours", 1)
    return Opening(_content(record, 23, 42), record.day(3, "YYYYMMDD"), _bankgiro(record, 69))


def _content(record: Record, first: int, latest: int) -> Content:
    found = record.text(first, latest)
    if found not in CONTENTS:
        record.refuse("autogiro.content", first, found=found)
    return CONTENTS[found]


def _bankgiro(record: Record, first: int) -> str:
    number = record.text(first, first + 9).lstrip("0")
    if not number.isdecimal():
        record.refuse("lines.account_missing", first)
    return number
