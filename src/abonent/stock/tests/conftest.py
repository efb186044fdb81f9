"""A publisher, and umbrellas on its shelf."""

from __future__ import annotations

import pytest

from abonent.catalog.testing import an_entity
from abonent.organisation.models import LegalEntity
from abonent.stock.models import StockItem
from abonent.stock.testing import an_item


@pytest.fixture
def entity() -> LegalEntity:
    return an_entity()


@pytest.fixture
def umbrella(entity: LegalEntity) -> StockItem:
    return an_item(entity=entity)
