"""What the account of a customer with a company was after a day: what happened on it until then, what was open, how old that was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.ledger.ageing import AGES
from abonent.organisation.models import LegalEntity

NOTHING = Decimal(0)


@dataclass
class AccountFacts:
    """One account: a customer's with a company in a currency. `rows` are since `from_on`; `items` were open after `as_of`."""

    currency: str
    opening: Decimal = NOTHING
    balance: Decimal = NOTHING
    rows: list[Any] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)

    @property
    def owed(self) -> Decimal:
        """What was open of documents."""
        return sum((item.open_amount for item in self.items), NOTHING)

    @property
    def on_account(self) -> Decimal:
        """What was paid and had settled nothing yet."""
        return self.owed - self.balance

    def ages(self, as_of: date) -> dict[str, Decimal]:
        """Age -> how much of what was open."""
        ages = dict.fromkeys(AGES, NOTHING)
        for item in self.items:
            days = (as_of - item.due_on).days
            ages[next(age for age, (first, latest) in AGES.items() if first <= days <= latest)] += item.open_amount
        return ages


def account_facts(
    *, entity: LegalEntity, customers: Sequence[int], as_of: date, from_on: date | None = None, viewer: StaffUser | None = None
) -> dict[tuple[int, str], AccountFacts]:
    """(customer, currency) -> the account; of customers by their canonical ids. Two statements however many there are. A run has no viewer."""
    asked = {"entity": entity.pk, "customers": list(customers), "as_of": as_of, "viewer": viewer.pk if viewer else None}
    found: dict[tuple[int, str], AccountFacts] = {}
    rows_by_account = defaultdict(list)
    for row in statements.rows("billing/account_rows", **asked):
        rows_by_account[row.customer_id, row.currency].append(row)
    for key, rows in rows_by_account.items():
        before = [row for row in rows if from_on is not None and row.happened_on < from_on]
        opening = before[-1].balance if before else NOTHING
        found[key] = AccountFacts(key[1], opening, rows[-1].balance, rows[len(before) :])
    for item in sorted(statements.rows("ledger/items_as_of", **asked), key=lambda item: (item.due_on, item.receivable_id)):
        # What came before its document was opened is money on account to the customer.
        if item.opened_on <= as_of:
            found[item.customer_id, item.currency].items.append(item)
    return found
