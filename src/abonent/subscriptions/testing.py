"""Builders of subscriptions, for tests and worlds."""

from __future__ import annotations

from datetime import date

from abonent.catalog.models import PriceList, Product
from abonent.catalog.models.price import FIXED, MONTH
from abonent.customers.models import Customer
from abonent.customers.testing import a_customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.operations import Order, start_subscription


def an_order(
    *,
    product: Product,
    price_list: PriceList,
    starts_on: str | date,
    subscriber: Customer | None = None,
    payer: Customer | None = None,
    term_kind: str = FIXED,
    term_unit: str = MONTH,
    term_length: int = 12,
    copies: int = 1,
    weekdays: int | None = None,
) -> Order:
    """An order for a year of one copy by somebody who pays for himself, unless said otherwise."""
    return Order(
        product=product,
        price_list=price_list,
        subscriber=subscriber or a_customer(),
        payer=payer,
        starts_on=day(starts_on) if isinstance(starts_on, str) else starts_on,
        term_kind=term_kind,
        term_unit=term_unit,
        term_length=term_length,
        copies=copies,
        weekdays=weekdays,
    )


def a_subscription(*, order: Order, today: str | date | None = None) -> Subscription:
    """A subscription with its first term; ordered on its first day unless `today` is given."""
    ordered_on = day(today) if isinstance(today, str) else today or order.starts_on
    return start_subscription(order=order, actor=None, today=ordered_on)


def a_renewal_plan(entity: LegalEntity, as_of: str | date) -> Run:
    """A renewal run that is planned and waits to be looked at."""
    return plan_run(run=begin_run(kind="renewal", entity=entity, as_of=day(as_of) if isinstance(as_of, str) else as_of, actor=None))


def a_renewal_run(entity: LegalEntity, as_of: str | date) -> Run:
    """A renewal run that is planned and committed."""
    return commit_run(run=approve_run(run=a_renewal_plan(entity, as_of), actor=None))
