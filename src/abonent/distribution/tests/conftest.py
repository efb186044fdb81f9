"""A publisher with routes."""

from __future__ import annotations

import pytest

from abonent.catalog.testing import an_entity
from abonent.organisation.models import LegalEntity


@pytest.fixture
def entity() -> LegalEntity:
    return an_entity()
