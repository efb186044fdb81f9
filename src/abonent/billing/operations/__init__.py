"""The verbs of billing."""

from abonent.billing.operations.billing_now import CannotBillNow, bill_now
from abonent.billing.operations.crediting import (
    CannotCredit,
    CreditEffect,
    credit_invoice,
    credit_line,
    credit_lines,
    creditable,
    preview_credit,
)
from abonent.billing.operations.holding import CannotHold, hold_back, mark_looked_at, release
from abonent.billing.operations.single import CannotPostNow

__all__ = [
    "CannotBillNow",
    "CannotCredit",
    "CannotHold",
    "CannotPostNow",
    "CreditEffect",
    "bill_now",
    "credit_invoice",
    "credit_line",
    "credit_lines",
    "creditable",
    "hold_back",
    "mark_looked_at",
    "preview_credit",
    "release",
]
