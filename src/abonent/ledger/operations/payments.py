"""Book a payment, whether a person or a run found its payer; take it back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import (
    Allocation,
    BankLine,
    JournalLine,
    MatchingPlan,
    MatchingPlanItem,
    OpenReceivable,
    Payment,
    UnknownBankLine,
)
from abonent.ledger.operations.posting import account_for, next_id
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotBookPayment(Refusal):
    """A payment that cannot be booked as asked; nothing was booked."""

    sentences = {
        "payment.nothing": _("A payment needs an amount."),
        "payment.other_currency": _("%(entity)s keeps its books in %(expected)s; a payment in %(found)s cannot be booked yet."),
        "payment.line_is_decided": _("This bank line has been dealt with already. Look at the queue again."),
        "payment.line_not_divided": _("The parts make %(parts)s, the bank line is %(line)s. Divide the whole line."),
        "payment.more_than_open": _("%(document)s has %(open)s open; %(amount)s cannot be put on it."),
        "payment.more_than_paid": _("The items make %(items)s, more than the %(amount)s that was paid."),
        "payment.returned_already": _("This payment has been taken back already."),
        "payment.paid_back": _("Money of this payment was paid back to the customer. Take that payment order back first."),
        "payment.not_of_this_line": _("This payment is not the one that the bank sent back: company, currency or amount differ."),
        "payment.ground_shifted": _("Something about these open items has just changed. Nothing was booked; look again."),
    }


@dataclass(frozen=True)
class Share:
    """What one customer gets of the money. `items`: receivable id -> amount; None: oldest first. The rest stays on account.

    Shares of one line all name their items or none does.
    """

    customer: Customer
    amount: Decimal
    items: dict[int, Decimal] | None = None


@dataclass(frozen=True)
class Money:
    """Where the money of a payment by hand comes from and when; `account_id` is where it is until it is booked."""

    entity: LegalEntity
    currency: str
    received_on: date
    method: str
    account_id: int
    bank_line: BankLine | None = None
    remark: str = ""


def post_payment(
    *,
    entity: LegalEntity,
    customer: Customer,
    amount: Decimal,
    received_on: date,
    method: str,
    actor: StaffUser | None,
    today: date,
    items: dict[int, Decimal] | None = None,
    remark: str = "",
) -> Payment:
    """Book money that came without a bank line: cash, a card, a cheque. Settles `items`, else the oldest first."""
    money = Money(entity, entity.currency, received_on, method, account_for(entity, "cash"), remark=remark)
    with transaction.atomic():
        clock.hand_over()
        (payment,) = _book(money, [Share(customer, amount, items)], actor=actor, today=today)
        record_act(
            actor=actor,
            verb="post_payment",
            subject_kind="payment",
            subject_ids=[payment.pk],
            inverse={"verb": "withdraw_payment", "payment": payment.pk},
        )
    return payment


def accept_bank_line(*, bank_line: BankLine, shares: Sequence[Share], actor: StaffUser | None, today: date) -> list[Payment]:
    """Say who paid an unknown bank line; it is divided wholly among the shares and leaves the queue."""
    entity = bank_line.bank_account.entity
    parts = sum((share.amount for share in shares), Decimal(0))
    if parts != bank_line.amount:
        raise CannotBookPayment("payment.line_not_divided", parts=parts, line=bank_line.amount)
    money = Money(entity, bank_line.currency, bank_line.booked_on, "bank", account_for(entity, "unknown"), bank_line=bank_line)
    with transaction.atomic():
        clock.hand_over()
        if not UnknownBankLine.objects.select_for_update().filter(bank_line=bank_line).exists():
            raise CannotBookPayment("payment.line_is_decided")
        payments = _book(money, shares, actor=actor, today=today)
        record_act(
            actor=actor,
            verb="accept_bank_line",
            subject_kind="bank_line",
            subject_ids=[bank_line.pk],
            inverse={"verb": "withdraw_payment", "payment": payments[0].pk},
        )
    return payments


def withdraw_payment(*, payment: Payment, actor: StaffUser | None, today: date) -> list[Payment]:
    """Take a payment back by its negative: its items are open again, its bank line, with all its parts, unknown again."""
    entity = payment.entity
    with transaction.atomic():
        clock.hand_over()
        together = _standing_payments(payment)
        if not together:
            raise CannotBookPayment("payment.returned_already")
        if Allocation.objects.filter(payment__in=together, payout__isnull=False, amount__gt=0, reversed_by=None).exists():
            raise CannotBookPayment("payment.paid_back")
        if payment.bank_line_id:
            UnknownBankLine.objects.get_or_create(bank_line_id=payment.bank_line_id)
        returns = _take_back(together, entity, actor=actor, today=today)
        record_act(
            actor=actor,
            verb="withdraw_payment",
            subject_kind="payment",
            subject_ids=[each.pk for each in together],
        )
    return returns


def return_bank_line(*, bank_line: BankLine, payment: Payment, actor: StaffUser | None, today: date) -> Payment:
    """Say which payment the bank sent back by a line: its items are open again, and the line leaves the queue."""
    entity = bank_line.bank_account.entity
    with transaction.atomic():
        clock.hand_over()
        if not UnknownBankLine.objects.select_for_update().filter(bank_line=bank_line).exists():
            raise CannotBookPayment("payment.line_is_decided")
        original = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
        told = (original.entity_id, original.currency, original.amount)
        if original.amount < 0 or told != (entity.pk, bank_line.currency, -bank_line.amount):
            raise CannotBookPayment("payment.not_of_this_line")
        if original.returned_by.exists() or original.allocations.filter(payout__isnull=False, amount__gt=0, reversed_by=None).exists():
            raise CannotBookPayment("payment.returned_already")
        (returned,) = _take_back([original], entity, actor=actor, today=today, by=bank_line)
        record_act(
            actor=actor,
            verb="return_bank_line",
            subject_kind="bank_line",
            subject_ids=[bank_line.pk],
            inverse={"verb": "take_back_return", "payment": returned.pk},
        )
    return returned


def take_back_return(*, payment: Payment, actor: StaffUser | None, today: date) -> Payment:
    """Undo what `return_bank_line` booked, by a payment that stands for the one returned: it settles its items as far as they are open,
    and the line waits again."""
    line, original, entity = payment.bank_line, payment.returns, payment.entity
    with transaction.atomic():
        clock.hand_over()
        if line is None or original is None or not UnknownBankLine.objects.get_or_create(bank_line=line)[1]:
            raise CannotBookPayment("payment.returned_already")
        money = Money(entity, payment.currency, today, payment.method, account_for(entity, "unknown"), bank_line=line)
        share = Share(payment.customer, -payment.amount, _items_given_up(original))
        (stands_for_it,) = _book(money, [share], actor=actor, today=today)
        record_act(actor=actor, verb="take_back_return", subject_kind="bank_line", subject_ids=[line.pk])
    return stands_for_it


def planned_payment(
    *, entity: LegalEntity, customer: Customer, amount: Decimal, received_on: date, method: str, today: date
) -> list[MatchingPlanItem]:
    """What `post_payment` would settle without `items`: the very plan that it commits, rolled back."""
    money = Money(entity, entity.currency, received_on, method, account_for(entity, "cash"))
    items: list[MatchingPlanItem] = []
    with suppress(_LookedAt), transaction.atomic():
        plan = _plan_by_hand(money, [Share(customer, amount)], today=today)
        items = list(MatchingPlanItem.objects.filter(run_id=plan).select_related("receivable").order_by("ordinal", "position"))
        raise _LookedAt
    return items


class _LookedAt(Exception):
    """Rolls back a plan that was made to be looked at."""


def commit_planned(plan: int, first: int, latest: int, *, entity: LegalEntity, actor: StaffUser | None, as_of: date) -> int:
    """Write the planned payments with ordinals first..latest, what they settle and their journal entries; returns how many were written.

    Runs inside the caller's transaction. A row whose ground has shifted is left out.
    """
    chunk = {"run": plan, "first": first, "latest": latest}
    statements.run("ledger/lock_planned", **chunk)
    written = statements.run(
        "ledger/write_payments", source="ledger/planned_payments", **chunk, entity=entity.pk, actor=actor.pk if actor else None
    )
    statements.run("ledger/write_allocations", source="ledger/planned_allocations", **chunk, as_of=as_of)
    statements.run("ledger/close_paid_lines", **chunk)
    statements.run("ledger/post_entries", source="ledger/planned_entries", **chunk)
    statements.run(
        "ledger/post_lines",
        source="ledger/planned_entry_lines",
        **chunk,
        receivable_account=account_for(entity, "receivable"),
        on_account_account=account_for(entity, "on_account"),
    )
    return written


def _book(money: Money, shares: Sequence[Share], *, actor: StaffUser | None, today: date) -> list[Payment]:
    plan = _plan_by_hand(money, shares, today=today)
    return _commit_by_hand(plan, money.entity, actor=actor, today=today)


def _plan_by_hand(money: Money, shares: Sequence[Share], *, today: date) -> int:
    if money.currency != money.entity.currency:
        raise CannotBookPayment("payment.other_currency", entity=money.entity.name, expected=money.entity.currency, found=money.currency)
    if not shares or any(share.amount <= 0 for share in shares):
        raise CannotBookPayment("payment.nothing")
    if len({share.items is None for share in shares}) > 1:
        raise ValueError("either every share names its items or none does")
    plan = -next_id("plan_by_hand")
    MatchingPlan.objects.bulk_create([_plan_row(plan, place, money, share) for place, share in enumerate(shares, start=1)])
    for place, share in enumerate(shares, start=1):
        if share.items:
            _write_chosen_items(plan, place, share)
    if shares[0].items is None:
        statements.run("ledger/plan_items", run=plan, entity=money.entity.pk)
    return plan


def _plan_row(plan: int, place: int, money: Money, share: Share) -> MatchingPlan:
    return MatchingPlan(
        run_id=plan,
        ordinal=place,
        bank_line=money.bank_line,
        customer_id=share.customer.canonical_id,
        account_id=money.account_id,
        currency=money.currency,
        amount=share.amount,
        received_on=money.received_on,
        method=money.method,
        remark=money.remark,
        reason={"code": "by_hand"},
        payment_id=next_id("payment_id_seq"),
        entry_id=next_id("journal_entry_id_seq"),
    )


def _take_back(
    payments: Sequence[Payment], entity: LegalEntity, *, actor: StaffUser | None, today: date, by: BankLine | None = None
) -> list[Payment]:
    """Book the negatives of payments; `by` is the bank's line that took the money back, else a person withdraws them."""
    plan = -next_id("plan_by_hand")
    rows = [_return_row(plan, place, each, today) for place, each in enumerate(payments, start=1)]
    if by is not None:
        for row in rows:
            row.bank_line, row.received_on, row.method = by, by.booked_on, "bank"
            row.account_id, row.remark = account_for(entity, "unknown"), ""
            row.reason = {"code": "returned", "bank_code": by.return_reason}
    MatchingPlan.objects.bulk_create(rows)
    statements.run("ledger/plan_returned_items", run=plan)
    return _commit_by_hand(plan, entity, actor=actor, today=today)


def _items_given_up(payment: Payment) -> dict[int, Decimal]:
    """What the return of a payment opened again, as far as it is open still."""
    given_up = payment.allocations.filter(reason__code="returned", receivable__isnull=False, amount__lt=0)
    amounts: dict[int, Decimal] = {each.receivable_id: -each.amount for each in given_up if each.receivable_id}
    open_items = OpenReceivable.objects.select_for_update().filter(receivable__in=amounts, open_amount__gt=0).order_by("receivable")
    return {item.receivable_id: min(item.open_amount, amounts[item.receivable_id]) for item in open_items}


def _return_row(plan: int, place: int, payment: Payment, today: date) -> MatchingPlan:
    booked_from = JournalLine.objects.get(entry__kind="payment", entry__source_id=payment.pk, ordinal=1)
    return MatchingPlan(
        run_id=plan,
        ordinal=place,
        bank_line_id=payment.bank_line_id,
        customer_id=payment.customer_id,
        returns=payment,
        account_id=booked_from.account_id,
        currency=payment.currency,
        amount=-payment.amount,
        received_on=today,
        method=payment.method,
        remark=payment.remark,
        reason={"code": "withdrawn"},
        payment_id=next_id("payment_id_seq"),
        entry_id=next_id("journal_entry_id_seq"),
    )


def _write_chosen_items(plan: int, place: int, share: Share) -> None:
    """The items a person picked, with the amounts he gave them."""
    chosen = share.items or {}
    if sum(chosen.values()) > share.amount:
        raise CannotBookPayment("payment.more_than_paid", items=sum(chosen.values()), amount=share.amount)
    found = OpenReceivable.objects.filter(receivable__in=chosen, receivable__customer__canonical=share.customer.canonical_id)
    open_items = {item.receivable_id: item for item in found.select_related("receivable")}
    rows = []
    for position, (receivable, amount) in enumerate(chosen.items(), start=1):
        item = open_items.get(receivable)
        if item is None:
            raise CannotBookPayment("payment.ground_shifted")
        if not 0 < amount <= item.open_amount:
            raise CannotBookPayment(
                "payment.more_than_open", document=item.receivable.document_number, open=item.open_amount, amount=amount
            )
        rows.append(
            MatchingPlanItem(
                run_id=plan,
                ordinal=place,
                position=position,
                allocation_id=next_id("allocation_id_seq"),
                receivable_id=receivable,
                amount=amount,
                expected_open=item.open_amount,
                reason={"code": "by_hand"},
            )
        )
    MatchingPlanItem.objects.bulk_create(rows)


def _commit_by_hand(plan: int, entity: LegalEntity, *, actor: StaffUser | None, today: date) -> list[Payment]:
    """Commit a person's plan whole or not at all; the plan itself is not kept, the act and the documents are."""
    rows = MatchingPlan.objects.filter(run_id=plan)
    latest = rows.aggregate(latest=Max("ordinal"))["latest"]
    ids = list(rows.order_by("ordinal").values_list("payment_id", flat=True))
    if commit_planned(plan, 1, latest, entity=entity, actor=actor, as_of=today) != latest:
        raise CannotBookPayment("payment.ground_shifted")
    MatchingPlanItem.objects.filter(run_id=plan).delete()
    rows.delete()
    return list(Payment.objects.filter(pk__in=ids).order_by("pk"))


def _standing_payments(payment: Payment) -> list[Payment]:
    """The payment, or all parts of its bank line, not taken back yet; locked in the order of their ids."""
    of_one_line = Payment.objects.filter(bank_line=payment.bank_line_id) if payment.bank_line_id else Payment.objects.filter(pk=payment.pk)
    standing = of_one_line.filter(amount__gt=0).exclude(pk__in=Payment.objects.filter(returns__isnull=False).values("returns"))
    return list(standing.select_related("entity").select_for_update(of=("self",), no_key=True).order_by("pk"))
