"""Questions to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements


def balances(customer_ids: Sequence[int], *, viewer: StaffUser, today: date) -> list[Any]:
    """A row for each currency: balance (positive is owed to us), on_account, days_overdue of the eldest open item or 0.

    The ids are those of one person: the customer and all that were merged into it.
    """
    return statements.rows("ledger/balances", customers=list(customer_ids), viewer=viewer.pk, today=today)
