"""What a bank says of what it was asked to do - take a debit, pay a refund, keep a mandate - as the readers of its files hand it over.

An answer moves no money: what was paid is an entry besides. Whom it is about is found by whoever asked; here it is only as the bank names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class About(StrEnum):
    """ORDER is a whole message of ours, or a part of it; PIECE one debit or refund in it."""

    ORDER = "order"
    PIECE = "piece"
    MANDATE = "mandate"


class Verdict(StrEnum):
    """LATER: the bank tries again by itself. GONE: a mandate that is not, or is not any more. NOTED: nothing follows from it."""

    PAID = "paid"
    FAILED = "failed"
    LATER = "later"
    APPROVED = "approved"
    GONE = "gone"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class BankAnswer:
    """One answer. `account` is ours by which the scheme knows us, `message` what we had called our order: one of them says whose it is.

    `reference` is of the piece or of the part of the order, `payer` what the mandate is known by.
    """

    about: About
    verdict: Verdict
    told_on: date
    account: str = ""
    message: str = ""
    reference: str = ""
    payer: str = ""
    amount: Decimal | None = None
    code: str = ""
    file_line: int = 0
