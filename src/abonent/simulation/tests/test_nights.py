"""Weeks of nights: every copy that was owed is in a list once, as one that comes, rests or is given away; counted anew by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from abonent.distribution.models import FrozenCopy, FrozenList
from abonent.editions.models import Issue
from abonent.runs.invariants import check_all
from abonent.simulation.testing import a_database_like
from abonent.simulation.tests.frozen_accounts import differing, frozen_issues
from abonent.simulation.world import a_world
from abonent.simulation.worlds import make_world

# The readers rest in summer.
ENDS_ON = date(2025, 8, 31)
EIGHT_WEEKS, A_YEAR = 56, 365


@pytest.mark.parametrize(
    ("subscribers", "months", "nights"), [(120, 5, EIGHT_WEEKS), pytest.param(500, 15, A_YEAR, marks=pytest.mark.volume)]
)
def test_every_copy_that_was_owed_is_frozen_once(blank_database: str, django_db_blocker, subscribers: int, months: int, nights: int):  # type: ignore[no-untyped-def]
    world = a_world(name="nights", subscribers=subscribers, months=months, seed=5, ends_on=ENDS_ON, nights=nights)
    with django_db_blocker.unblock(), a_database_like(blank_database):
        make_world(world, ends_on=ENDS_ON, tell=lambda _sentence: None)
        first = ENDS_ON + timedelta(days=2 - nights)
        papers = Issue.objects.filter(published_on__range=(first, ENDS_ON + timedelta(days=1))).exclude(edition__medium="electronic")
        assert set(frozen_issues()) == set(papers)
        assert set(FrozenList.objects.values_list("delivery_method", flat=True)) == {"carrier", "post"}
        assert {"comes", "paused", "redirected"} <= set(FrozenCopy.objects.values_list("outcome", flat=True))
        assert differing(papers) == {}
        assert not [finding for _invariant, findings in check_all() for finding in findings]
