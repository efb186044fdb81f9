"""What orders do to the credit limits of those who pay them: how much is free, what they add, and why one was taken all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.subscriptions.models import CreditException, Subscription
from abonent.ui import wording


@dataclass(frozen=True)
class OrderCredit:
    """The credit limit of a payer and what orders of one company add to it.

    `owed` is what he owes less what he has on account, `waiting` what is charged and not invoiced yet.
    """

    payer_id: int
    name: str
    currency: str
    limit: Decimal
    owed: Decimal
    waiting: Decimal
    adds: Decimal

    @property
    def used(self) -> Decimal:
        """What counts against the limit before the orders."""
        return max(self.owed + self.waiting, Decimal(0))

    @property
    def free(self) -> Decimal:
        """What could still be ordered; below zero where more is used than may be."""
        return self.limit - self.used

    @property
    def over(self) -> Decimal:
        """By how much the orders exceed the limit."""
        return max(self.adds - self.free, Decimal(0))

    def said(self) -> dict[str, str]:
        """The figures in words, for a sentence."""
        language = get_language() or "en"
        figures = {"limit": self.limit, "used": self.used, "free": self.free, "adds": self.adds, "over": self.over}
        return {"name": self.name} | {name: wording.money(amount, self.currency, language) for name, amount in figures.items()}


def credit_of_plan(run: int) -> list[OrderCredit]:
    """What a plan of first terms adds for each payer who has a limit, and to what."""
    rows = statements.rows("subscriptions/credit_of_plan", run=run)
    return [OrderCredit(row.payer_id, row.name, row.currency, Decimal(row.credit_limit), row.owed, row.waiting, row.adds) for row in rows]


def lock_limits(run: int) -> None:
    """Let no other order of the same payers pass until the transaction ends."""
    statements.rows("subscriptions/lock_credit_limits", run=run)


def except_orders(subscriptions: Sequence[Subscription], exceeded: Sequence[OrderCredit], *, reason: str, actor: StaffUser | None) -> None:
    """Keep with the orders why they were taken above the limit, and what it was."""
    by_payer = {credit.payer_id: credit for credit in exceeded}
    CreditException.objects.bulk_create(
        CreditException(
            subscription=one,
            credit_limit=by_payer[one.payer_id].limit,
            used=by_payer[one.payer_id].used,
            adds=by_payer[one.payer_id].adds,
            currency=by_payer[one.payer_id].currency,
            reason=reason,
            allowed_by=actor,
        )
        for one in subscriptions
        if one.payer_id in by_payer
    )
