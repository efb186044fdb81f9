"""A daily paper with a price list, and a monthly magazine with its calendar."""

from __future__ import annotations

import pytest

from abonent.catalog.models import PriceList, Product
from abonent.catalog.models.price import ISSUE, UNTIL_FURTHER_NOTICE
from abonent.catalog.testing import a_price_list, a_product, an_edition, an_entity, prices_from
from abonent.editions.testing import issues_every_month


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
