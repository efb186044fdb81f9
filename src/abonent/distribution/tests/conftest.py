"""A publisher with routes, and a daily paper that outlets sell and that is frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from django.test import Client

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.catalog.models import PriceList, Product
from abonent.catalog.testing import a_product, an_edition, an_entity
from abonent.distribution.frozen_testing import a_paper
from abonent.editions.testing import DAILY, issues_on
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.organisation.models import LegalEntity


@pytest.fixture
def entity() -> LegalEntity:
    return an_entity()


@pytest.fixture
def daily(entity: LegalEntity) -> Product:
    return a_product(entity=entity, editions=[an_edition(entity=entity), an_edition(entity=entity, medium="electronic")])


@pytest.fixture
def a_thursday() -> Iterator[date]:
    """Thursday 9 July 2026, in the morning."""
    with clock.set_to(clock.moment(day("2026-07-09"), time(10), "Europe/Stockholm")):
        yield day("2026-07-09")


@pytest.fixture
def with_issues(daily: Product) -> Product:
    """The daily paper, out on every day of 2026, paper and electronic."""
    for component in daily.components.all():
        issues_on(component.edition, DAILY, first="2026-01-01", until="2027-01-01")
    return daily


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    """`signed_in("clerk", entity)`: the test client as a member of staff with this ready role who works for these companies."""

    def as_role(role: str, *entities: LegalEntity) -> Client:
        install_ready_roles()
        take_on_staff(username=role, password="not used here", full_name="Eva Berg", roles=[role], entities=list(entities), language="en")
        client.force_login(StaffUser.objects.get(username=role))
        return client

    return as_role


@pytest.fixture
def paper(entity: LegalEntity) -> tuple[Product, PriceList]:
    """A daily, and its price list."""
    return a_paper(entity=entity)


@pytest.fixture
def the_evening_before() -> Iterator[date]:
    """Thursday 9 July 2026, at nine in the evening: the paper of Friday is frozen soon."""
    with clock.set_to(clock.moment(day("2026-07-09"), time(21), "Europe/Stockholm")):
        yield day("2026-07-09")


@pytest.fixture
def files_elsewhere(settings, tmp_path: Path) -> Path:
    """Files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
