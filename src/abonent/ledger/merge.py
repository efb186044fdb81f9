"""What somebody who merges two customers is told of what they owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.hanging import Hanging
from abonent.kit import clock
from abonent.ledger.queries import balances
from abonent.ui import wording


def owed(records: Sequence[int], viewer: StaffUser) -> str:
    """The balance of the customer for whom the records stand, in each currency."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in balances(records, viewer=viewer, today=clock.now().date()):
        sums[row.currency] += row.balance
    return ", ".join(wording.money(amount, currency, viewer.language) for currency, amount in sums.items()) or "0"


HANGING = [Hanging(label=_("Balance"), said=owed, permission="ledger.see_balance", order=30)]
