"""Runs in the worker: after a click, by schedule, and after a worker was killed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation

from abonent.kit import clock
from abonent.runs.invariants import check_and_record
from abonent.runs.models import Run
from abonent.runs.operations import commit_within_limits, commits_are_held, continue_run, start_scheduled_runs
from abonent.runs.registry import kind_of

# A living worker gives a sign of life every ten seconds.
SILENCE = timedelta(seconds=30)


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
    """Plan or commit what is left of a run; a plan that a standing approval covers is committed as well.

    A run that a restored backup held in the middle of its commit waits for the end of the standstill; `every_minute` asks again.
    """
    run = Run.objects.get(pk=run_id)
    if run.state == Run.State.COMMITTING and kind_of(run.kind).stands_still and commits_are_held():
        return
    run = continue_run(run=run)
    if commit_within_limits(run=run):
        continue_run(run=run)


@app.periodic(cron="* * * * *", periodic_id="runs.every_minute")
@app.task(name="runs.every_minute", queueing_lock="runs.every_minute")
def every_minute(timestamp: int) -> None:
    """Begin what is scheduled, and go on with what a killed worker left. A run that stopped on a failure waits for a person."""
    put_back_left_behind()
    start_scheduled_runs()
    for run in Run.objects.to_go_on():
        go_on_later(run)


@app.periodic(cron="10 4 * * *", periodic_id="runs.check_books")
@app.task(name="runs.check_books", queueing_lock="runs.check_books")
def check_books(timestamp: int) -> None:
    """Once a night: do the books agree with themselves?"""
    check_and_record()


def put_back_left_behind() -> None:
    """Let the jobs of workers that give no sign of life be done by another; every job of ours may run twice."""
    silent_since = clock.now() - SILENCE
    left = ProcrastinateJob.objects.filter(Q(worker=None) | Q(worker__last_heartbeat__lt=silent_since), status="doing")
    for job in left:
        try:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job.pk, retry_at=clock.now())
        except UniqueViolation:
            # The same was asked for again meanwhile; that job does the work.
            continue
