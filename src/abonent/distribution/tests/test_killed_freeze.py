"""R1 on the freeze: killed at any point, started by several at once, there is one list with every copy once, and its files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.db import connection

from abonent.distribution.frozen_testing import a_reader, the_issue
from abonent.distribution.jobs import freeze_by_itself
from abonent.distribution.models import FrozenCopy, FrozenFile, FrozenList, FrozenSum
from abonent.distribution.operations.freezing import CannotFreeze, begin_freeze
from abonent.distribution.operations.sorting import HandingOver, hand_over
from abonent.distribution.tonight import to_freeze_by_itself
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Run
from abonent.runs.operations import CannotRun, continue_run
from abonent.runs.testing import go_on_with_kills

READERS = 40


@pytest.fixture
def issue(transactional_db, entity, paper, the_evening_before, files_elsewhere):
    for number in range(READERS):
        a_reader(paper, f"Storgatan {number + 1}", way=("carrier", "post")[number % 2])
    return the_issue(paper[0], "2026-07-10")


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_a_freeze_that_is_killed_writes_every_copy_once(issue):
    run = begin_freeze(issue=issue, ways=["carrier", "post"], actor=None)
    go_on_with_kills(run, kills=6, seed=5)
    assert run.state == Run.State.DONE
    assert FrozenList.objects.count() == run.committed_rows == 2
    assert FrozenCopy.objects.count() == FrozenCopy.objects.values("subscription").distinct().count() == READERS
    assert sum(FrozenSum.objects.values_list("subscriptions", flat=True)) == READERS
    assert FrozenFile.objects.filter(kind="post_file").count() == FrozenFile.objects.filter(kind="labels").count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_who_freeze_at_once_one_does(issue):
    def attempt(_number: int) -> int:
        try:
            with clock.set_to(clock.moment(day("2026-07-09"), time(21), "Europe/Stockholm")):
                return begin_freeze(issue=issue, ways=["carrier"], actor=None).pk
        except (CannotFreeze, CannotRun):
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        begun = [run for run in pool.map(attempt, range(8)) if run]
    assert len(begun) == 1
    continue_run(run=Run.objects.get(pk=begun[0]))
    assert FrozenList.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_issue_is_frozen_by_itself_at_its_cut_off_if_the_hand_over_says_so(issue):
    assert to_freeze_by_itself(clock.now()) == []
    hand_over(edition=issue.edition, delivery_method="carrier", asked=HandingOver(by_itself=True), actor=None)
    assert [(one.published_on, way) for one, way in to_freeze_by_itself(clock.now())][-1] == (day("2026-07-09"), "carrier")
    with clock.set_to(clock.moment(day("2026-07-10"), time(0, 1), "Europe/Stockholm")):
        assert (issue, "carrier") in to_freeze_by_itself(clock.now())
        freeze_by_itself(0)
        continue_run(run=Run.objects.latest("pk"))
        freeze_by_itself(0)
    assert FrozenList.objects.filter(delivery_method="carrier").count() >= 1
