"""The day on which agents are billed and settled with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest

from abonent.kit import clock
from abonent.kit.periods import day


@pytest.fixture
def a_first_of_july() -> Iterator[date]:
    """Wednesday 1 July 2026, in the morning."""
    with clock.set_to(clock.moment(day("2026-07-01"), time(10), "Europe/Stockholm")):
        yield day("2026-07-01")
