"""Pay customers back what stands to their credit: plan it, look at it, order it; many at once, or one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Customer
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.ledger.models import Payment
from abonent.ledger.operations.posting import account_for
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import PaymentOrder, PlannedRefund
from abonent.payment_orders.operations.terms import terms_of
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, commit_run, plan_run

KIND = "refunds"
SINGLE = "single_refund"
ANYTHING = Decimal("0.01")


class CannotRefund(Refusal):
    """Money that cannot be paid back as asked; nothing was ordered."""

    sentences = {
        "refund.nothing_to_credit": _("Nothing stands to the credit of %(name)s: there is nothing to pay back."),
        "refund.more_than_credit": _("%(credit)s stands to the credit; %(amount)s cannot be paid back."),
        "refund.no_account": _("No account is known to which %(name)s could be paid. Enter one on the customer page first."),
        "refund.nothing_to_pay_from": _("%(company)s has no bank account in %(currency)s to pay from. Enter one first."),
        "refund.ground_shifted": _("Something about this customer's money has just changed. Nothing was ordered; look again."),
        "refund.not_planned": _("Run %(run)s is not waiting for a decision; its rows stay as they are."),
    }


def plan_refunds(run: Run) -> int:
    """Plan who gets back how much, and to which account."""
    return statements.run("payment_orders/plan_refunds", run=run.pk, entity=run.entity_id, **_asked(run))


def park_without_account(run: Run) -> int:
    """Set those aside who have money to their credit and no account."""
    asked = {name: value for name, value in _asked(run).items() if name != "amount"}
    return statements.run("runs/park_cases", source="payment_orders/refunds_to_park", run=run.pk, entity=run.entity_id, **asked)


def refuse_without_account(run: Run, actor: StaffUser | None) -> None:
    """An order that could be paid from nowhere is not begun."""
    if terms_of(run.entity).bank_account_id is None:
        raise CannotRefund("refund.nothing_to_pay_from", company=run.entity.name, currency=run.entity.currency)


def write_order(run: Run) -> int:
    """Order the refunds of a plan, all in one transaction, and return how many: an order is one document.

    What was held back, and what something shifted under since it was planned, is left out.
    """
    entity = LegalEntity.objects.select_for_update().get(pk=run.entity_id)
    there = PaymentOrder.objects.filter(run=run).first()
    if there:
        return there.pieces
    of_run: dict[str, Any] = {"run": run.pk, "entity": entity.pk, "as_of": run.as_of}
    statements.run("payment_orders/lock_refunds", run=run.pk)
    written = statements.run("ledger/write_payments", source="payment_orders/refund_payments", **of_run, actor=run.created_by_id)
    if not written:
        return 0
    order = _open_order(run, entity)
    statements.run("payment_orders/write_refunds", run=run.pk, order=order.pk, as_of=run.as_of)
    statements.run("ledger/write_allocations", source="payment_orders/refund_allocations", run=run.pk, order=order.pk, as_of=run.as_of)
    statements.run("ledger/post_entries", source="payment_orders/refund_entries", run=run.pk, order=order.pk)
    accounts = {f"{purpose}_account": account_for(entity, purpose) for purpose in ("transfer", "receivable", "on_account")}
    statements.run("ledger/post_lines", source="payment_orders/refund_entry_lines", run=run.pk, order=order.pk, **accounts)
    return written


def hold_refunds_back(*, run: Run, payments: Sequence[int], held: bool) -> int:
    """Hold planned refunds back, or let them go. Returns how many changed."""
    with transaction.atomic():
        if Run.objects.select_for_update().get(pk=run.pk).state != Run.State.PLANNED:
            raise CannotRefund("refund.not_planned", run=run.pk)
        rows = PlannedRefund.objects.filter(run=run, payment_id__in=payments)
        return rows.exclude(is_held_back=held).update(is_held_back=held)


def refund_now(*, entity: LegalEntity, customer: Customer, amount: Decimal | None, actor: StaffUser | None, today: date) -> PaymentOrder:
    """Order one customer's refund at once: a run of one. Without an amount, all that stands to his credit."""
    with transaction.atomic():
        clock.hand_over()
        run = _planned(entity, customer, amount, actor, today)
        commit_run(run=approve_run(run=run, actor=actor))
        if run.committed_rows < run.planned_rows:
            raise CannotRefund("refund.ground_shifted")
    return PaymentOrder.objects.get(run=run)


def planned_now(*, entity: LegalEntity, customer: Customer, amount: Decimal | None, actor: StaffUser | None, today: date) -> PlannedRefund:
    """What `refund_now` would order: the very plan that it commits, rolled back."""
    with suppress(_LookedAt), transaction.atomic():
        clock.hand_over()
        run = _planned(entity, customer, amount, actor, today)
        refuse_without_account(run, actor)
        planned = PlannedRefund.objects.get(run=run)
        raise _LookedAt
    return planned


class _LookedAt(Exception):
    """Rolls back a plan that was made to be looked at."""


def _planned(entity: LegalEntity, customer: Customer, amount: Decimal | None, actor: StaffUser | None, today: date) -> Run:
    asked = {"customer": customer.canonical_id, "amount": None if amount is None else str(amount)}
    run = plan_run(run=Run.objects.create(kind=SINGLE, entity=entity, as_of=today, parameters=asked, created_by=actor))
    planned = PlannedRefund.objects.filter(run=run).first()
    if planned is None and run.parked_cases.exists():
        raise CannotRefund("refund.no_account", name=customer.name)
    if planned is None:
        raise CannotRefund("refund.nothing_to_credit", name=customer.name)
    if amount is not None and planned.amount < amount:
        raise CannotRefund("refund.more_than_credit", credit=planned.balance, amount=amount)
    return run


def _asked(run: Run) -> dict[str, Any]:
    """Of whom, how much, and from which sum on: a run of one asks for any sum, a batch for those that are worth the work."""
    customer, amount = run.parameters.get("customer"), run.parameters.get("amount")
    least = ANYTHING if customer else terms_of(run.entity).least_refund
    return {"customer": customer, "amount": None if amount is None else Decimal(amount), "least": least}


def _open_order(run: Run, entity: LegalEntity) -> PaymentOrder:
    terms = terms_of(entity)
    written = Payment.objects.filter(pk__in=PlannedRefund.objects.filter(run=run).values("payment_id"))
    return PaymentOrder.objects.create(
        kind=PaymentOrder.Kind.REFUNDS,
        run=run,
        entity=entity,
        number=(PaymentOrder.objects.filter(entity=entity).aggregate(number=Max("number"))["number"] or 0) + 1,
        layout=terms.layout,
        bank_account_id=terms.bank_account_id,
        execute_on=run.as_of,
        currency=entity.currency,
        pieces=written.count(),
        amount=-written.aggregate(amount=Sum("amount"))["amount"],
    )
