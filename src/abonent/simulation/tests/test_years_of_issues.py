"""R9 at full size: three years of two thousand readers, in a database of its own, its books checked at the end of each month.
`bin/long issues` plays it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from abonent.ledger.operations.claim_runs import SMALL_DIFFERENCES
from abonent.runs.models import Run
from abonent.simulation.staff import MANAGER, at_work
from abonent.simulation.testing import a_database_like
from abonent.simulation.tests.issue_accounts import uneven
from abonent.simulation.tests.issue_worths import misvalued
from abonent.simulation.world import a_world
from abonent.simulation.worlds import make_world
from abonent.subscriptions.models import AgreedPrice, CopiesChange, EarlyEnd, Gift, Pause, Premium, ProductSwitch, Redirect, RenewalRequest

pytestmark = pytest.mark.volume

ENDS_ON = date(2026, 3, 31)


@pytest.mark.parametrize("subscribers", [200, 2_000])
def test_every_issue_came_or_was_credited_once_in_three_years(blank_database: str, django_db_blocker, subscribers: int):  # type: ignore[no-untyped-def]
    world = a_world(name="years", subscribers=subscribers, months=36, seed=9, ends_on=ENDS_ON)
    with django_db_blocker.unblock(), a_database_like(blank_database):
        make_world(world, ends_on=ENDS_ON, tell=lambda _sentence: None, checked=True)
        for model in (Pause, Redirect, CopiesChange, EarlyEnd, Gift, ProductSwitch, AgreedPrice, RenewalRequest, Premium):
            assert model._default_manager.exists(), model
        assert Run.objects.filter(kind=SMALL_DIFFERENCES, committed_rows__gt=0).exists()
        assert not uneven(ENDS_ON + timedelta(days=1), at_work(MANAGER))
        assert not misvalued(ENDS_ON + timedelta(days=1))
