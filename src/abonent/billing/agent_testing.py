"""Builders for tests of agents: a paper with one price, an agent, and readers who order through him."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from abonent.billing.models import CommissionTerms
from abonent.billing.models.commission import PAID
from abonent.billing.operations.commission import AskedCommission, agree_commission
from abonent.billing.testing import a_payer
from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import a_price_list, a_product, prices_from
from abonent.customers.models import Customer
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.subscriptions.models import Agent, Subscription
from abonent.subscriptions.testing import a_subscription, an_order

STARTS_ON = "2026-07-01"


def a_paper(entity: LegalEntity, price: str = "1060.00", *, code: str = "daily") -> tuple[Product, PriceList]:
    """A printed paper for a year, VAT 6 %."""
    product, prices = a_product(entity=entity, code=code, shares=["1"]), a_price_list(entity=entity, code=code)
    prices_from("2025-01-01", prices, {(product, 12): price})
    return product, prices


def an_agent(mode: str, name: str = "Prenax", **more: Any) -> Agent:
    """A customer who mediates orders and is paid like this."""
    return Agent.objects.create(customer=a_payer(name, "Ombud", **more), mode=mode)


def terms_of_agent(
    agent: Agent,
    entity: LegalEntity,
    *,
    from_on: str = "2026-01-01",
    product: Product | None = None,
    percent: str = "0",
    per_copy: str = "0",
    per_order: str = "0",
    earned: str = PAID,
) -> CommissionTerms:
    """What an agent keeps or gets from a day on; nothing unless one of the three is said."""
    asked = AskedCommission(
        entity=entity,
        product=product,
        from_on=day(from_on),
        percent=Decimal(percent),
        per_copy=Decimal(per_copy),
        per_order=Decimal(per_order),
        earned=earned,
    )
    return agree_commission(agent=agent, asked=asked, actor=None)


def a_reader_of(agent: Agent, paper: tuple[Product, PriceList], name: str, *, starts_on: str = STARTS_ON, copies: int = 1) -> Subscription:
    """A reader whose year begins on a day: the agent pays for him, or only mediates, as he works."""
    product, prices = paper
    payer: Customer | None = agent.customer if agent.pays else None
    order = an_order(product=product, price_list=prices, starts_on=starts_on, subscriber=a_payer(name), payer=payer, copies=copies)
    return a_subscription(order=replace(order, agent=agent))


def a_settlement_run(entity: LegalEntity, as_of: str = "2026-08-01") -> Run:
    """A settlement with agents from plan to posting."""
    return commit_run(
        run=approve_run(run=plan_run(run=begin_run(kind="agent_settlement", entity=entity, as_of=day(as_of), actor=None)), actor=None)
    )
