"""What an order to collect says to the bank, as the formats write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from abonent.payment_orders.rules.transfer import BankAccountNumber, Party


@dataclass(frozen=True)
class Debit:
    """What is taken from one payer by his mandate. `sequence` is FRST or RCUR; `payment_reference` is that of the item."""

    reference: str
    amount: Decimal
    sequence: str
    mandate: str
    signed_on: date
    payer: Party
    account: str
    payment_reference: str
    document: str


@dataclass(frozen=True)
class CollectionOrder:
    """A batch of debits for one account of a company on one day. `agreement` is our number with the scheme."""

    message_id: str
    made_at: datetime
    company: Party
    account: BankAccountNumber
    agreement: str
    currency: str
    collect_on: date
    debits: Sequence[Debit]
