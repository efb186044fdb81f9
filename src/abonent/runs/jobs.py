"""Runs in the worker: after a click, by schedule, and after a worker was killed."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from abonent.runs.models import Run
from abonent.runs.operations import commit_within_limits, continue_run, start_scheduled_runs


def go_on_later(run: Run) -> None:
    """Have a worker go on with a run, in the transaction of whatever made that necessary; once if it is asked for twice."""
    try:
        # A savepoint: the caller's transaction survives the refusal of a second job.
        with transaction.atomic():
            go_on.configure(queueing_lock=f"run {run.pk}").defer(run_id=run.pk)
    except AlreadyEnqueued:
        return


@app.task(name="runs.go_on")
def go_on(run_id: int) -> None:
    """Plan or commit what is left of a run; a plan that a standing approval covers is committed as well."""
    run = continue_run(run=Run.objects.get(pk=run_id))
    if commit_within_limits(run=run):
        continue_run(run=run)


@app.periodic(cron="* * * * *", periodic_id="runs.every_minute")
@app.task(name="runs.every_minute", queueing_lock="runs.every_minute")
def every_minute(timestamp: int) -> None:
    """Begin what is scheduled, and go on with runs whose worker was killed. One that stopped on a failure waits for a person."""
    start_scheduled_runs()
    for run in Run.objects.to_go_on():
        go_on_later(run)
