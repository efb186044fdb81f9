"""Settle items with money that is on account, take that back, and give up small differences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import Allocation, OpenPayment, OpenReceivable, Payment, Receivable, WriteOff
from abonent.ledger.operations.posting import Side, account_for, as_json, next_id, post_entry
from abonent.runs.operations import record_act


class CannotAllocate(Refusal):
    """An allocation that the open amounts do not allow; nothing was changed."""

    sentences = {
        "allocation.nothing": _("Give an amount above zero."),
        "allocation.more_than_open": _("%(document)s has %(open)s open; %(amount)s cannot be put on it."),
        "allocation.more_than_left": _("Only %(left)s of it is left to be used, not %(amount)s."),
        "allocation.other_currency": _("The payment is in %(found)s, the item in %(expected)s."),
        "allocation.other_books": _("The payment and the item belong to different companies."),
        "allocation.reversed_already": _("This has been taken back already."),
    }


@dataclass(frozen=True)
class Source:
    """Money to settle with: a payment or a credit (a negative receivable), and how much of it is left."""

    row: Payment | Receivable
    left: Decimal


def allocate(
    *, source: Payment | Receivable, receivable: Receivable, amount: Decimal, actor: StaffUser | None, today: date, reason: str = "by_hand"
) -> Allocation:
    """Settle (part of) an item with a payment on account or a credit."""
    with transaction.atomic():
        clock.hand_over()
        _refuse_unfit(source, receivable, amount)
        allocation = _write(receivable, source, amount, today, {"code": reason})
        if isinstance(source, Payment):
            _post_from_account(allocation, source, amount, today)
        record_act(
            actor=actor,
            verb="allocate",
            subject_kind="allocation",
            subject_ids=[allocation.pk],
            inverse={"verb": "unallocate", "allocation": allocation.pk},
        )
    return allocation


def unallocate(*, allocation: Allocation, actor: StaffUser | None, today: date) -> Allocation:
    """Take an allocation back by its negative: the item is open again, the money on account again."""
    with transaction.atomic():
        clock.hand_over()
        source = allocation.payment or allocation.credit
        _lock(allocation.receivable_id, source)
        if allocation.receivable is None or source is None or allocation.amount < 0 or allocation.reversed_by.exists():
            raise CannotAllocate("allocation.reversed_already")
        reversal = _write(allocation.receivable, source, -allocation.amount, today, {"code": "withdrawn"}, reverses=allocation)
        if isinstance(source, Payment):
            _post_from_account(reversal, source, -allocation.amount, today)
        record_act(
            actor=actor,
            verb="unallocate",
            subject_kind="allocation",
            subject_ids=[reversal.pk],
            inverse={"verb": "allocate_again", "allocation": allocation.pk},
        )
    return reversal


def allocate_again(*, allocation: Allocation, actor: StaffUser | None, today: date) -> Allocation:
    """Settle an item once more as it was settled by an allocation that was taken back, if it is still as open."""
    source = allocation.payment or allocation.credit
    if allocation.receivable is None or source is None:
        raise CannotAllocate("allocation.nothing")
    return allocate(source=source, receivable=allocation.receivable, amount=allocation.amount, actor=actor, today=today)


def write_off(*, receivable: Receivable, amount: Decimal, reason: str, actor: StaffUser | None, today: date) -> WriteOff:
    """Give up (part of) an item: a negative receivable settles it and the amount is posted as a loss."""
    entity = receivable.entity
    with transaction.atomic():
        clock.hand_over()
        credit = _open_opposite(receivable, amount, today)
        _refuse_unfit(credit, receivable, amount)
        _write(receivable, credit, amount, today, {"code": "write_off"})
        written = WriteOff.objects.create(receivable=receivable, credit=credit, amount=amount, reason=reason, written_off_by=actor)
        loss = Side(account_for(entity, "loss"), amount)
        owed = Side(account_for(entity, "receivable"), -amount, receivable.customer_id)
        post_entry(
            entity=entity,
            posted_on=today,
            kind="write_off",
            source_id=written.pk,
            text=receivable.document_number,
            currency=receivable.currency,
            sides=[loss, owed],
        )
        record_act(
            actor=actor,
            verb="write_off",
            subject_kind="receivable",
            subject_ids=[receivable.pk],
            inverse={"verb": "take_back_write_off", "write_off": written.pk},
        )
    return written


def take_back_write_off(*, write_off: WriteOff, actor: StaffUser | None, today: date) -> None:
    """Claim again what was given up: the item is open again, and a claim of the same amount settles the credit that had settled it."""
    receivable, credit, amount = write_off.receivable, write_off.credit, write_off.amount
    entity = receivable.entity
    with transaction.atomic():
        clock.hand_over()
        _lock(receivable.pk, credit)
        given_up = Allocation.objects.get(credit=credit, receivable=receivable, amount__gt=0)
        if given_up.reversed_by.exists():
            raise CannotAllocate("allocation.reversed_already")
        _write(receivable, credit, -amount, today, {"code": "withdrawn"}, reverses=given_up)
        _write(_open_opposite(credit, -amount, today), credit, amount, today, {"code": "withdrawn"})
        owed = Side(account_for(entity, "receivable"), amount, receivable.customer_id)
        loss = Side(account_for(entity, "loss"), -amount)
        post_entry(
            entity=entity,
            posted_on=today,
            kind="write_off_undone",
            source_id=write_off.pk,
            text=receivable.document_number,
            currency=receivable.currency,
            sides=[owed, loss],
        )
        record_act(
            actor=actor,
            verb="take_back_write_off",
            subject_kind="receivable",
            subject_ids=[receivable.pk],
        )


def _open_opposite(receivable: Receivable, amount: Decimal, today: date) -> Receivable:
    credit = next_id("receivable_id_seq")
    row: dict[str, Any] = {
        "receivable_id": credit,
        "entity_id": receivable.entity_id,
        "customer_id": receivable.customer_id,
        "currency": receivable.currency,
        "amount": -amount,
        "opened_on": today,
        "due_on": today,
        "reference": "",
        "source_kind": "write_off",
        "document_number": receivable.document_number,
    }
    statements.run("ledger/open_receivables", source="ledger/given_receivables", receivables=as_json([row]))
    return Receivable.objects.get(pk=credit)


def _refuse_unfit(source: Payment | Receivable, receivable: Receivable, amount: Decimal) -> None:
    item, left = _lock(receivable.pk, source)
    open_amount = item.open_amount if item else Decimal(0)
    if amount <= 0:
        raise CannotAllocate("allocation.nothing")
    if source.currency != receivable.currency:
        raise CannotAllocate("allocation.other_currency", found=source.currency, expected=receivable.currency)
    if source.entity_id != receivable.entity_id:
        raise CannotAllocate("allocation.other_books")
    if amount > open_amount:
        raise CannotAllocate("allocation.more_than_open", document=receivable.document_number, open=open_amount, amount=amount)
    if amount > left:
        raise CannotAllocate("allocation.more_than_left", left=left, amount=amount)


def _lock(receivable_id: int | None, source: Payment | Receivable | None) -> tuple[OpenReceivable | None, Decimal]:
    """Lock the item and the money, in the order in which runs do; give the item and how much of the money is left."""
    credit_id = source.pk if isinstance(source, Receivable) else None
    rows = OpenReceivable.objects.select_for_update().filter(receivable__in=[receivable_id, credit_id]).order_by("receivable")
    items = {row.receivable_id: row for row in rows}
    if isinstance(source, Payment):
        payment = OpenPayment.objects.select_for_update().filter(payment=source).first()
        return items.get(receivable_id or 0), payment.open_amount if payment else Decimal(0)
    credit = items.get(credit_id or 0)
    return items.get(receivable_id or 0), -credit.open_amount if credit else Decimal(0)


def _write(
    receivable: Receivable,
    source: Payment | Receivable,
    amount: Decimal,
    on: date,
    reason: dict[str, Any],
    *,
    reverses: Allocation | None = None,
) -> Allocation:
    row: dict[str, Any] = {
        "allocation_id": next_id("allocation_id_seq"),
        "receivable_id": receivable.pk,
        "payment_id": source.pk if isinstance(source, Payment) else None,
        "credit_id": source.pk if isinstance(source, Receivable) else None,
        "amount": amount,
        "allocated_on": on,
        "reverses_id": reverses.pk if reverses else None,
        "reason": reason,
    }
    statements.run("ledger/write_allocations", source="ledger/given_allocations", allocations=as_json([row]))
    return Allocation.objects.get(pk=row["allocation_id"])


def _post_from_account(allocation: Allocation, payment: Payment, amount: Decimal, on: date) -> None:
    """Money on account becomes money for an item; a credit was the customer's own receivable before and stays there."""
    entity = payment.entity
    post_entry(
        entity=entity,
        posted_on=on,
        kind="allocation",
        source_id=allocation.pk,
        text=str(allocation.receivable),
        currency=payment.currency,
        sides=[
            Side(account_for(entity, "on_account"), amount, payment.customer_id),
            Side(account_for(entity, "receivable"), -amount, payment.customer_id),
        ],
    )
