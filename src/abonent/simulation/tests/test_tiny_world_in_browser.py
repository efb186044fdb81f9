from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from abonent.customers.models import Customer
from abonent.simulation.staff import CLERK, at_work
from abonent.simulation.testing import WorldAtHand


@pytest.mark.browser
def test_a_browser_test_may_play_in_the_tiny_world(page_of: Callable[..., Any], tiny_world: WorldAtHand):
    page = page_of(at_work(CLERK))
    page.goto("/customers/")
    assert f"{Customer.objects.count()} customers" in page.locator("main").inner_text()
