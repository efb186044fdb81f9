"""Credit a line or the whole of an invoice by a document of its own, which refers to the lines it credits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import BillingPlan, Invoice
from abonent.billing.operations.single import planned_now, posted_now
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import OpenReceivable
from abonent.ledger.operations import allocate
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotCredit(Refusal):
    """A credit that the invoice does not allow; nothing was changed."""

    sentences = {
        "credit.of_a_credit_note": _("A credit note is not credited. Bill the charge again instead."),
        "credit.nothing_left": _("All of this is credited already."),
        "credit.no_such_line": _("Invoice %(document)s has no line %(line)s."),
        "credit.not_positive": _("Give an amount above zero. A line below zero is credited only with the whole invoice."),
        "credit.more_than_left": _("Only %(left)s of line %(line)s is left to credit, not %(amount)s."),
    }


@dataclass(frozen=True)
class CreditEffect:
    """What a credit note would come to: computed by the plan that posting it commits."""

    net: Decimal
    vat: Decimal
    total: Decimal
    settles: Decimal
    on_account: Decimal


def credit_invoice(*, invoice: Invoice, actor: StaffUser | None, today: date, reason: str = "") -> Invoice:
    """Credit all that is left of an invoice, its rounding too."""
    return credit_lines(invoice=invoice, amounts=None, actor=actor, today=today, reason=reason)


def credit_line(
    *, invoice: Invoice, ordinal: int, amount: Decimal | None, actor: StaffUser | None, today: date, reason: str = ""
) -> Invoice:
    """Credit a line, or an amount of it on the basis of the invoice: with VAT if the invoice is gross."""
    return credit_lines(invoice=invoice, amounts={ordinal: amount}, actor=actor, today=today, reason=reason)


def credit_lines(
    *, invoice: Invoice, amounts: Mapping[int, Decimal | None] | None, actor: StaffUser | None, today: date, reason: str = ""
) -> Invoice:
    """Post a credit note for lines by their ordinals, None for all that is left of one, and settle the invoice with it."""
    with transaction.atomic():
        clock.hand_over()
        [credit] = posted_now(run=_planned(invoice, amounts, actor, today, reason), actor=actor)
        _settle(invoice, actor, today)
        record_act(actor=actor, verb="credit_invoice", subject_kind="invoice", subject_ids=[invoice.pk])
    return credit


def preview_credit(*, invoice: Invoice, amounts: Mapping[int, Decimal | None] | None, actor: StaffUser | None, today: date) -> CreditEffect:
    """What the credit note would come to; nothing of it stays."""
    with transaction.atomic():
        clock.hand_over()
        run = _planned(invoice, amounts, actor, today, "")
        planned = BillingPlan.objects.get(run=run)
        transaction.set_rollback(True)
    settles = max(min(_open_amount(invoice.receivable_id), -planned.total), Decimal(0))
    return CreditEffect(planned.net, planned.vat, planned.total, settles, -planned.total - settles)


def creditable(*, invoice: Invoice) -> dict[int, Any]:
    """What is left to credit of each line, by ordinal."""
    return {line.ordinal: line for line in statements.rows("billing/creditable_lines", credited=invoice.pk)}


def _planned(invoice: Invoice, amounts: Mapping[int, Decimal | None] | None, actor: StaffUser | None, today: date, reason: str) -> Any:
    """Lock the invoice, so that two credits of one line come one after the other, and plan the credit note."""
    locked = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if locked.is_credit_note:
        raise CannotCredit("credit.of_a_credit_note")
    left = creditable(invoice=locked)
    asked = _asked(locked, left, amounts)
    parameters = {
        "credited": locked.pk,
        "lines": [{"ordinal": ordinal, "amount": str(amount)} for ordinal, amount in asked.items()],
        "rounding": str(_rounding(locked, left, asked)),
        "reason": reason,
    }
    entity = LegalEntity.objects.get(pk=locked.entity_id)
    return planned_now(kind="credit_note", entity=entity, today=today, actor=actor, parameters=parameters)


def _asked(invoice: Invoice, left: Mapping[int, Any], amounts: Mapping[int, Decimal | None] | None) -> dict[int, Decimal]:
    if amounts is None:
        asked = {ordinal: line.left_amount for ordinal, line in left.items() if line.left_amount}
        if not asked:
            raise CannotCredit("credit.nothing_left")
        return asked
    return {ordinal: _asked_of_line(invoice, ordinal, left.get(ordinal), amount) for ordinal, amount in amounts.items()}


def _asked_of_line(invoice: Invoice, ordinal: int, line: Any, amount: Decimal | None) -> Decimal:
    if line is None:
        raise CannotCredit("credit.no_such_line", document=invoice.document_number, line=ordinal)
    if not line.left_amount:
        raise CannotCredit("credit.nothing_left")
    wanted = line.left_amount if amount is None else amount
    if wanted <= 0:
        raise CannotCredit("credit.not_positive")
    if wanted > line.left_amount:
        raise CannotCredit("credit.more_than_left", left=line.left_amount, line=ordinal, amount=wanted)
    return Decimal(wanted)


def _rounding(invoice: Invoice, left: Mapping[int, Any], asked: Mapping[int, Decimal]) -> Decimal:
    """A credit note rounds nothing; the one that takes the last of an invoice takes its rounding back."""
    takes_all = all(line.left_amount == asked.get(ordinal, 0) for ordinal, line in left.items())
    if not takes_all:
        return Decimal(0)
    undone = Invoice.objects.filter(credits=invoice).aggregate(rounding=Sum("rounding"))["rounding"] or 0
    return -(invoice.rounding + undone)


def _settle(invoice: Invoice, actor: StaffUser | None, today: date) -> None:
    """Settle what is open among the invoice and its credit notes with each other; what is left of a credit waits on account.

    A credit note can come out above zero, when it takes a line below zero with it: it is then settled by an earlier one.
    """
    documents = [invoice.receivable_id, *invoice.credit_notes.values_list("receivable", flat=True)]
    still_open = list(OpenReceivable.objects.filter(receivable__in=documents).select_related("receivable").order_by("receivable"))
    for credit in [item for item in still_open if item.open_amount < 0]:
        for owed in [item for item in still_open if item.open_amount > 0]:
            amount = min(owed.open_amount, -credit.open_amount)
            if amount > 0:
                allocate(
                    source=credit.receivable, receivable=owed.receivable, amount=amount, actor=actor, today=today, reason="credit_note"
                )
                owed.open_amount -= amount
                credit.open_amount += amount


def _open_amount(receivable_id: int) -> Decimal:
    return OpenReceivable.objects.filter(pk=receivable_id).values_list("open_amount", flat=True).first() or Decimal(0)
