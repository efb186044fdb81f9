"""What leaves for an accounting program, whatever its format: a batch of vouchers, and what a format had to write otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

# Dimensions that accounting programs agree on: what is followed by cost centre, and by project.
COST_CENTRE, PROJECT = 1, 6
MOST_REMARKS = 200


@dataclass(frozen=True)
class AccountName:
    """An account that is posted to; `kind` is asset, liability, revenue or cost."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True)
class ObjectName:
    """A cost centre, a project: an object of a dimension."""

    dimension: int
    code: str
    name: str


@dataclass(frozen=True)
class VoucherLine:
    """Debit positive, credit negative, in the currency of the books; `objects` are (dimension, code)."""

    account: str
    amount: Decimal
    objects: tuple[tuple[int, str], ...] = ()
    tax_category: str = ""


@dataclass(frozen=True)
class Voucher:
    """What is entered in the books of a day as one; its lines sum to zero."""

    number: int
    posted_on: date
    text: str
    lines: tuple[VoucherLine, ...]


@dataclass(frozen=True)
class Batch:
    """What stands around the vouchers of a batch."""

    company: str
    company_number: str
    currency: str
    number: int
    made_on: date
    version: str
    series: str
    accounts: Sequence[AccountName]
    objects: Sequence[ObjectName] = ()


@dataclass(frozen=True)
class Remark:
    """A text that a format could not write as it is, and what it wrote instead."""

    text: str
    written: str


@dataclass
class Told:
    """What the writer of a file counted and had to write otherwise. Each text is remarked once, and no more than some are kept."""

    vouchers: int = 0
    lines: int = 0
    debit: Decimal = Decimal(0)
    credit: Decimal = Decimal(0)
    remarks: dict[str, Remark] = field(default_factory=dict)

    def count(self, voucher: Voucher) -> None:
        """A voucher was written."""
        self.vouchers += 1
        for line in voucher.lines:
            self.lines += 1
            if line.amount > 0:
                self.debit += line.amount
            else:
                self.credit -= line.amount

    def encodable(self, text: str, encoding: str) -> str:
        """A text with only letters that an encoding has: a letter that it lacks loses its accent, or becomes a question mark."""
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            written = "".join(_letter(letter, encoding) for letter in text)
            if len(self.remarks) < MOST_REMARKS:
                self.remarks.setdefault(text, Remark(text, written))
            return written
        return text


def _letter(letter: str, encoding: str) -> str:
    plain = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    for candidate in (letter, plain):
        try:
            candidate.encode(encoding)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"
