"""Builders of papers and of what was frozen of them, for tests and worlds."""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import a_price_list, a_product, an_edition, prices_from
from abonent.customers.testing import a_customer
from abonent.distribution.models import FrozenList
from abonent.distribution.operations.freezing import begin_freeze
from abonent.editions.models import Issue
from abonent.editions.testing import DAILY, issues_on
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import commit_run
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.testing import a_subscription, an_order


def a_paper(*, entity: LegalEntity, code: str = "daily") -> tuple[Product, PriceList]:
    """A daily that is out on every day of 2026, and its price list."""
    edition = issues_on(an_edition(entity=entity, code=code), DAILY, first="2026-01-01", until="2027-01-01")
    product = a_product(entity=entity, code=code, editions=[edition], shares=["1"])
    price_list = a_price_list(entity=entity)
    prices_from("2025-01-01", price_list, {(product, 12): "2929.00"})
    return product, price_list


def the_issue(product: Product, published_on: str | date) -> Issue:
    """The issue of a product that is out on a day."""
    on = day(published_on) if isinstance(published_on, str) else published_on
    return Issue.objects.select_related("edition__title__entity").get(edition=product.components.get().edition_id, published_on=on)


def a_reader(
    paper: tuple[Product, PriceList], street_line: str, *, family_name: str = "Lindqvist", way: str = "post", copies: int = 1, **said: Any
) -> Subscription:
    """Somebody in that street who gets the paper that way, since the beginning of the year."""
    product, price_list = paper
    reader = a_customer("Anna", family_name, street_line=street_line, **{"postal_code": "111 22", "town": "Stockholm", **said})
    order = an_order(product=product, price_list=price_list, subscriber=reader, starts_on="2026-01-01", copies=copies)
    subscription = a_subscription(order=order, today=day("2026-01-01"))
    Subscription.objects.filter(pk=subscription.pk).update(delivery_method=way)
    subscription.refresh_from_db()
    return subscription


def freeze(issue: Issue, *ways: str, addendum: bool = False) -> list[FrozenList]:
    """Freeze an issue, as the worker does; the lists that were written."""
    run = commit_run(run=begin_freeze(issue=issue, ways=ways or ("post",), actor=None, addendum=addendum))
    return list(FrozenList.objects.filter(run=run).order_by("delivery_method"))
