"""Questions to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements


def balances(customer_ids: Sequence[int], *, viewer: StaffUser, today: date) -> list[Any]:
    """What these customers (each with all that was merged into him) owe and have on account, by entity and currency.

    Columns: customer_id (the canonical one), entity_id, currency, owed_amount, overdue_amount, on_account,
    balance (owed less on account), days_overdue (0 if nothing is). A customer without open amounts has no row.
    """
    return statements.rows("ledger/balances", customers=list(customer_ids), viewer=viewer.pk, today=today)


def account_statement(customer_id: int, *, viewer: StaffUser) -> list[Any]:
    """All documents and payments of a customer, oldest first, by entity and currency, with the running balance.

    Columns: happened_on, kind, id, text, entity_id, currency, amount (what he owes more by it), balance.
    """
    return statements.rows("ledger/account_statement", customer=customer_id, viewer=viewer.pk)
