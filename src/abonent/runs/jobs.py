"""Runs that go on by themselves: after a click, and after a worker was killed."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from abonent.runs.models import Run
from abonent.runs.operations import continue_run, fail_run

UNFINISHED = [Run.State.PLANNING, Run.State.COMMITTING]


def go_on_later(run: Run) -> None:
    """Have a worker go on with a run, in the transaction of whatever made that necessary."""
    try:
        go_on.configure(queueing_lock=f"run {run.pk}").defer(run_id=run.pk)
    except AlreadyEnqueued:
        return


@app.task(name="runs.go_on")
def go_on(run_id: int) -> None:
    """Plan or commit what is left of a run. What goes wrong is written on the run; the next try begins at the same step."""
    run = Run.objects.get(pk=run_id)
    try:
        continue_run(run=run)
    except Exception as failure:
        fail_run(run=run, failure=f"{type(failure).__name__}: {failure}")
        raise


@app.periodic(cron="* * * * *")
@app.task(name="runs.pick_up", queueing_lock="runs.pick_up")
def pick_up(timestamp: int) -> None:
    """Go on with runs whose worker was killed. One that stopped on a failure waits for a person."""
    for run in Run.objects.filter(state__in=UNFINISHED, failure=""):
        go_on_later(run)
