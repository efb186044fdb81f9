"""The typed bank statement: what every connector of a bank format hands over, whatever the file looked like.

A connector translates and decides nothing about customers; these types decide nothing about formats. What they fix:

*One `BankEntry` is one bookable line.* A bank may book a day's reference payments as one sum and list them beneath
it. Where the listed payments add up to the sum, each is a line of its own, because each pays another invoice. Where
nothing is listed the sum stays one line, marked `batch_without_details` (its payments come in another file). Where
they do not add up the sum stays one line too, with a warning: the sum is what moved, the list is hearsay.

*Signs are ours.* An amount is positive when money came in and negative when it left, reversals included: `is_reversal`
says why, never which way.

*Only `BOOKED` counts.* Pending and informational lines are handed over so that people can see them; totals, balances
and the ledger leave them out.

*Identifiers of the bank are hints.* They repeat, change between deliveries and are missing; nothing may rely on them.

Absent text is the empty string; an absent day, amount or code whose absence means something is None. Money is Decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

# The books hold amounts below 10^12 with two decimals; the few currencies with three are given room to be read.
AMOUNT_LIMIT = Decimal(10) ** 12
THREE_DECIMAL_CURRENCIES = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


class StatementKind(StrEnum):
    """STATEMENT closes a period and carries balances; NOTIFICATION lists credits or debits; REPORT is a look within the day."""

    STATEMENT = "statement"
    NOTIFICATION = "notification"
    REPORT = "report"


class EntryStatus(StrEnum):
    BOOKED = "booked"
    PENDING = "pending"
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class AccountNumber:
    """How the bank names an account: `scheme` is IBAN, BBAN, BGNR (Swedish bankgiro), another code of the bank, or empty."""

    number: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """`kind` is the ISO code: OPBD opening booked, PRCD previously closed, CLBD closing booked, CLAV available, ..."""

    kind: str
    amount: Decimal
    currency: str
    on: date | None


@dataclass(frozen=True, slots=True)
class PaymentReference:
    """A structured reference of the payer. `kind` is SCOR for a creditor reference; issuer ISO marks an RF reference.

    One payment may name several, each with the part of the amount meant for it; a credit note's part is negative.
    """

    reference: str
    kind: str = ""
    issuer: str = ""
    document: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """That a line is (part of) a sum of several payments; `size` is how many the bank says there are."""

    reference: str
    size: int | None
    is_itemised: bool


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One bookable line. `entry_number` counts the bank's own entries from 1, `part` the lines made of one, from 1."""

    entry_number: int
    part: int
    amount: Decimal
    currency: str
    status: EntryStatus
    booked_on: date | None
    value_on: date | None
    is_reversal: bool = False
    references: tuple[PaymentReference, ...] = ()
    end_to_end_id: str = ""
    unstructured: str = ""
    additional_text: str = ""
    counterpart_name: str = ""
    counterpart_account: str = ""
    counterpart_bic: str = ""
    ultimate_counterpart_name: str = ""
    paid_to_account: str = ""
    bank_reference: str = ""
    entry_reference: str = ""
    bank_transaction_code: str = ""
    return_reason: str = ""
    batch: Batch | None = None
    file_line: int = 0

    @property
    def structured_reference(self) -> str:
        """The first structured reference; what matching tries before any text."""
        return next((each.reference for each in self.references if each.reference), "")

    @property
    def is_batch(self) -> bool:
        return self.batch is not None

    @property
    def batch_without_details(self) -> bool:
        """A sum whose payments this file does not list."""
        return self.batch is not None and not self.batch.is_itemised


@dataclass(frozen=True, slots=True)
class EntryTotals:
    """Booked entries as the bank counts them: a batch is one entry, `lines` says how many lines it became.

    `credit` and `debit` are both positive.
    """

    entries: int = 0
    lines: int = 0
    credit: Decimal = Decimal("0.00")
    debit: Decimal = Decimal("0.00")

    @property
    def net(self) -> Decimal:
        return self.credit - self.debit


@dataclass(frozen=True, slots=True)
class StatementWarning:
    """Something a person should know that stops nothing; rendered like a refusal. `times` says how often in the statement."""

    code: str
    place: str
    file_line: int
    times: int = 1
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BankStatement:
    """One statement, notification or report for one account. A file may hold several, for several accounts.

    `currency` is empty only where the file names none at all (no entry, no balance, no account currency).
    `created_at` is as the bank wrote it, without a zone where the bank gave none. The period includes both days.
    """

    kind: StatementKind
    message_format: str
    message_id: str
    statement_id: str
    electronic_sequence: str
    legal_sequence: str
    account: AccountNumber
    account_owner: str
    currency: str
    created_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    opening: Balance | None
    closing: Balance | None
    balances: tuple[Balance, ...]
    totals: EntryTotals
    entries: tuple[BankEntry, ...] = ()
    warnings: tuple[StatementWarning, ...] = ()
    file_line: int = 0
