"""For tests of runs: processes that are killed in the middle of one, and others that go on with it."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.process import BaseProcess

from django.db import connection

from abonent.runs.models import Run, RunStep
from abonent.runs.operations import continue_run

# Between two looks at how far the other process is.
BLINK = 0.002


def go_on_with_kills(run: Run, *, kills: int, seed: int) -> int:
    """Let processes go on with the run, each killed at a random moment; when the kills are spent, one to the end.

    Returns how many were killed at work. Needs a test whose rows other processes see; whatever of the kind the test has
    replaced holds in them as well, for they are forks.
    """
    chance = random.Random(seed)
    killed = 0
    for _attempt in range(kills):
        process = _worker(run)
        _wait_for_lines(run, process, chance.randint(0, 2))
        time.sleep(chance.random() * 0.02)
        killed += process.is_alive()
        process.kill()
        process.join()
    last = _worker(run)
    last.join()
    assert last.exitcode == 0
    run.refresh_from_db()
    return killed


def _worker(run: Run) -> BaseProcess:
    """A fork that goes on with the run; two processes must not share a connection, so this one lets go of its own first."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    process = multiprocessing.get_context("fork").Process(target=_go_on_until_done, args=(run.pk,))
    process.start()
    return process


def _go_on_until_done(run_id: int) -> None:
    """Right after a kill the database may still be at work for the dead one; then the run is asked for again."""
    run = Run.objects.get(pk=run_id)
    before = run.state
    # One that was done before the kills were spent stays done.
    while before in (Run.State.PLANNING, Run.State.COMMITTING) and continue_run(run=run).state == before:
        time.sleep(BLINK)


def _wait_for_lines(run: Run, process: BaseProcess, more: int) -> None:
    """Until the process has left so many further lines, or has ended."""
    before = RunStep.objects.filter(run=run).count()
    while process.is_alive() and RunStep.objects.filter(run=run).count() < before + more:
        time.sleep(BLINK)
