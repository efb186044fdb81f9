"""Records of fixed columns, counted from 1 and both ends included, as the standards of the banks count them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NoReturn

from abonent.connectors.line_files.source import Line, Source
from abonent.ledger.rules.statement import AMOUNT_LIMIT

DIGITS = re.compile(r"\d+", re.ASCII)
HOUR_AND_MINUTE = re.compile(r"([01]\d|2[0-3])[0-5]\d", re.ASCII)
OLDEST_YEAR = 80  # of two digits: 80 to 99 are of the last century, as the standards have it


@dataclass(frozen=True, slots=True)
class Record:
    """A line that knows how to say where it cannot be read."""

    source: Source
    line: Line

    def text(self, first: int, latest: int) -> str:
        """The columns without the blanks around them; empty beyond the end of the line."""
        return self.line.text[first - 1 : latest].strip()

    def number(self, first: int, latest: int) -> int:
        """Digits; blank is 0."""
        found = self.text(first, latest)
        if found and not DIGITS.fullmatch(found):
            self.refuse("lines.number_unreadable", first, found=found)
        return int(found or "0")

    def cents(self, first: int, latest: int) -> Decimal:
        """An amount in hundredths, all columns digits."""
        found = self.line.text[first - 1 : latest]
        if not DIGITS.fullmatch(found) or len(found) != latest - first + 1:
            self.refuse("lines.amount_unreadable", first, found=found.strip())
        amount = Decimal(found).scaleb(-2)
        if amount >= AMOUNT_LIMIT:
            self.refuse("lines.amount_too_large", first, found=amount)
        return amount

    def sign(self, column: int) -> int:
        """1 for a plus, -1 for a minus."""
        found = self.line.text[column - 1 : column]
        if found not in ("+", "-"):
            self.refuse("lines.sign_unreadable", column, found=found)
        return 1 if found == "+" else -1

    def day(self, first: int, order: str) -> date:
        """A day of eight digits (`YYYYMMDD`) or six (`YYMMDD`, `DDMMYY`)."""
        found = self.line.text[first - 1 : first - 1 + len(order)]
        day = read_day(found, order)
        if day is None:
            self.refuse("lines.day_unreadable", first, found=found)
        return day

    def day_or_none(self, first: int, order: str) -> date | None:
        """A day, or None where the columns hold nothing but zeros or blanks."""
        return self.day(first, order) if self.line.text[first - 1 : first - 1 + len(order)].strip(" 0") else None

    def moment(self, first: int, order: str) -> datetime | None:
        """A day and the hour and minute behind it; None where that is no moment, because no money hangs on it."""
        day, clock = (
            read_day(self.line.text[first - 1 : first - 1 + len(order)], order),
            self.text(first + len(order), first + len(order) + 3),
        )
        if day is None or not HOUR_AND_MINUTE.fullmatch(clock):
            return None
        return datetime.combine(day, time(int(clock[:2]), int(clock[2:])))

    def at_least(self, columns: int) -> None:
        """Refuse a line of which a part is missing that holds money."""
        if len(self.line.text) < columns:
            self.refuse("lines.too_short", found=len(self.line.text), stated=columns)

    def refuse(self, code: str, column: int = 0, **parameters: Any) -> NoReturn:
        self.source.refuse(code, self.line.number, column, **parameters)


def read_day(text: str, order: str) -> date | None:
    """A day by its order of letters; None where it is no day of the calendar."""
    if len(text) != len(order) or not DIGITS.fullmatch(text):
        return None
    parts = {part: int("".join(digit for digit, letter in zip(text, order, strict=True) if letter == part)) for part in "YMD"}
    year = parts["Y"]
    if order.count("Y") == 2:
        year += 1900 if year >= OLDEST_YEAR else 2000
    try:
        return date(year, parts["M"], parts["D"])
    except ValueError:
        return None
