"""A daily paper with a price list, and a monthly magazine with its calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from django.test import Client

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.models import PriceList, Product
from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import a_price_list, a_product, an_edition, an_entity, prices_from
from abonent.editions.testing import DAILY, issues_every_month, issues_on
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity


@pytest.fixture
def daily() -> Product:
    entity = an_entity()
    return a_product(entity=entity, editions=[an_edition(entity=entity), an_edition(entity=entity, medium="electronic")])


@pytest.fixture
def monthly(daily: Product) -> Product:
    edition = issues_every_month(an_edition(entity=daily.entity, code="monthly"), first="2026-01-15", until="2029-01-01")
    return a_product(entity=daily.entity, code="monthly", editions=[edition], shares=["1"])


@pytest.fixture
def price_list(daily: Product, monthly: Product) -> PriceList:
    price_list = a_price_list(entity=daily.entity)
    prices_from("2025-01-01", price_list, {(daily, 12): "2929.00", (daily, 3): "799.00", (daily, 1): "279.00"})
    prices_from("2025-01-01", price_list, {(daily, 1): "249.00", (daily, 3): "735.00"}, term_kind=UNTIL_FURTHER_NOTICE)
    prices_from("2025-01-01", price_list, {(monthly, 6): "390.00", (monthly, 12): "720.00"}, term_unit=ISSUE)
    return price_list


@pytest.fixture
def a_thursday() -> Iterator[date]:
    """Thursday 9 July 2026, in the morning; a clerk's day."""
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        yield day("2026-07-09")


@pytest.fixture
def with_issues(daily: Product) -> Product:
    """The daily paper, out on every day of 2026, paper and electronic."""
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first="2026-01-01", until="2027-01-01")
    return daily


SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(client: Client) -> SignedIn:
    """`signed_in("clerk", entity)`: the test client as a member of staff with this ready role who works for these companies."""

    def as_role(role: str, *entities: LegalEntity) -> Client:
        install_ready_roles()
        take_on_staff(username=role, password="not used here", full_name="Eva Berg", roles=[role], entities=list(entities), language="en")
        client.force_login(StaffUser.objects.get(username=role))
        return client

    return as_role


@pytest.fixture
def desk(signed_in: SignedIn, daily: Product) -> Client:
    """A manager at work for the daily paper."""
    return signed_in("manager", daily.entity)


@pytest.fixture
def clock_at() -> Callable[[str], AbstractContextManager[None]]:
    """`with clock_at("2026-07-15")`: ten in the morning of another day."""
    return lambda text: clock.set_to(clock.moment(day(text), time(10), "Europe/Stockholm"))
