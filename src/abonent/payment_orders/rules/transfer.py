"""What an order to pay money out says to the bank, as the formats write it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class BankAccountNumber:
    """An account by its scheme (iban, bankgiro, plusgiro, bban), bare; `bic` where it is known."""

    scheme: str
    number: str
    bic: str = ""


@dataclass(frozen=True)
class Party:
    """Who pays or is paid, with the address in its parts; town and country are what banks demand."""

    name: str
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True)
class Transfer:
    """Money for one payee. `reference` comes back with it if the bank cannot pay it out."""

    reference: str
    amount: Decimal
    payee: Party
    account: BankAccountNumber
    text: str


@dataclass(frozen=True)
class TransferOrder:
    """A batch of transfers from one account of a company on one day."""

    message_id: str
    made_at: datetime
    company: Party
    company_number: str
    account: BankAccountNumber
    currency: str
    execute_on: date
    transfers: Sequence[Transfer]

    @property
    def amount(self) -> Decimal:
        """What leaves the account in all."""
        return sum((transfer.amount for transfer in self.transfers), Decimal(0))
