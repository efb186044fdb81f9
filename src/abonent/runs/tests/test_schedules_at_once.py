"""R2: a schedule that is looked at by many at the same moment begins one run."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time
from threading import Barrier

import pytest
from django.db import connection

from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Run, RunSchedule
from abonent.runs.operations import start_scheduled_runs

FIVE_IN_THE_MORNING = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TIMES, AT_ONCE = 50, 10


@pytest.mark.figure
@pytest.mark.django_db(transaction=True)
def test_fifty_strikes_at_once_begin_one_run(counting, entity):
    RunSchedule.objects.create(entity=entity, kind="counting", at=time(5), begins_on=day("2026-03-02"))
    together = Barrier(AT_ONCE)

    def strike(_number: int) -> list[Run]:
        try:
            together.wait(timeout=60)
            with clock.set_to(FIVE_IN_THE_MORNING):
                return start_scheduled_runs()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        begun = [run for runs in threads.map(strike, range(TIMES)) for run in runs]
    figure = f"R2: {TIMES} strikes, {AT_ONCE} at once, runs: {Run.objects.count()}"
    print(figure)  # noqa: T201 - a figure is printed, its number last
    assert len(begun) == Run.objects.count() == 1, figure
