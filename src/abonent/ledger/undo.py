"""How acts of the ledger are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.ledger.models import Allocation, BankLineDecision, Payment
from abonent.ledger.operations import take_back_decision, unallocate, withdraw_payment
from abonent.runs.inverses import Inverse


def _withdraw_payment(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    withdraw_payment(payment=Payment.objects.get(pk=arguments["payment"]), actor=actor, today=today)


def _take_back_decision(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    take_back_decision(decision=BankLineDecision.objects.get(pk=arguments["decision"]), actor=actor)


def _unallocate(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    unallocate(allocation=Allocation.objects.get(pk=arguments["allocation"]), actor=actor, today=today)


INVERSES = [
    Inverse("withdraw_payment", _("Take the payment back"), _withdraw_payment, "ledger.book_payments"),
    Inverse("take_back_decision", _("Put the bank line back"), _take_back_decision, "ledger.book_payments"),
    Inverse("unallocate", _("Open the item again"), _unallocate, "ledger.book_payments"),
]
