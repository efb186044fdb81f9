"""Builders for tests of payment orders: a company with an IBAN of its own, customers who paid too much; what is planned and collected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from abonent.company.models import BankAccount
from abonent.customers.models import Customer, CustomerBankAccount
from abonent.kit.periods import day
from abonent.ledger.models import Payment
from abonent.ledger.operations import post_payment
from abonent.ledger.testing import TODAY, an_entity
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.invariants import INVARIANTS
from abonent.payment_orders.models import Collection, PaymentOrder
from abonent.payment_orders.operations import collections
from abonent.payment_orders.operations.refunds import KIND
from abonent.runs.invariants import check
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run

OUR_IBAN = "SE4550000000058398257466"
HER_IBAN = "SE3550000000054910000003"


def a_payer_back(**said: str) -> LegalEntity:
    """A company that pays from an IBAN."""
    entity = an_entity(**said)
    BankAccount.objects.create(
        entity=entity, name="Företagskonto", scheme="iban", number=OUR_IBAN, bic="ESSESESS", currency=entity.currency, on_invoices=False
    )
    return entity


def has_account(customer: Customer, number: str = HER_IBAN, scheme: str = "iban") -> CustomerBankAccount:
    """An account that is entered for a customer."""
    return CustomerBankAccount.objects.create(customer=customer, scheme=scheme, number=number)


def paid_too_much(customer: Customer, amount: str, *, entity: LegalEntity, on: str = "2026-07-01") -> Payment:
    """Money of a customer who owes nothing: all of it stays on account."""
    return post_payment(
        entity=entity, customer=customer, amount=Decimal(amount), received_on=day(on), method="cash", items={}, actor=None, today=TODAY
    )


def planned_refunds(entity: LegalEntity) -> Run:
    """A plan of all refunds of a company."""
    return plan_run(run=begin_run(kind=KIND, entity=LegalEntity.objects.get(pk=entity.pk), as_of=TODAY, actor=None))


def ordered_refunds(entity: LegalEntity) -> PaymentOrder:
    """An order of all refunds of a company."""
    run = commit_run(run=approve_run(run=planned_refunds(entity), actor=None))
    return PaymentOrder.objects.get(run=run)


def planned(entity: LegalEntity, as_of: date = TODAY) -> Run:
    """A plan of what is collected."""
    return plan_run(run=begin_run(kind=collections.KIND, entity=LegalEntity.objects.get(pk=entity.pk), as_of=as_of, actor=None))


def collected(entity: LegalEntity, as_of: date = TODAY) -> list[Collection]:
    """What a run orders to collect."""
    run = commit_run(run=approve_run(run=planned(entity, as_of), actor=None))
    return list(Collection.objects.filter(order__run=run).order_by("pk"))


def findings() -> list[str]:
    """What the invariants of payment orders find."""
    return [finding.message for invariant in INVARIANTS for finding in check(invariant)]
