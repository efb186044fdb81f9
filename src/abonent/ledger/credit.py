"""How much of his credit limit a customer has used: in each company what he owes there, in its currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from abonent.access.models import StaffUser
from abonent.customers.models import Customer


@dataclass(frozen=True)
class Credit:
    """A credit limit in a company: how much may be owed, how much is."""

    limit: Decimal
    used: Decimal
    currency: str

    @property
    def free(self) -> Decimal:
        """What may still be bought; below zero where more is owed than may be."""
        return self.limit - self.used

    @property
    def over(self) -> Decimal:
        """How much more is owed than may be."""
        return max(self.used - self.limit, Decimal(0))


def credits_shown(customer: Customer, balances: Sequence[Any], viewer: StaffUser) -> list[Credit]:
    """The limit in each company where something is open; nothing open, in the viewer's own. None where there is no limit."""
    if customer.credit_limit is None:
        return []
    limit, company = Decimal(customer.credit_limit), viewer.company
    used = [Credit(limit, max(balance.balance, Decimal(0)), balance.currency) for balance in balances]
    return used or ([Credit(limit, Decimal(0), company.currency)] if company else [])
