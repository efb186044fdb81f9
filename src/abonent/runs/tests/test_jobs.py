"""Runs in the worker."""

from __future__ import annotations

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from abonent.kit.periods import day
from abonent.runs.jobs import every_minute, go_on, go_on_later, put_back_left_behind
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, continue_run, fail_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(counting, entity) -> Run:
    return begin_run(kind="counting", entity=entity, as_of=day("2026-03-01"), actor=None)


def waiting() -> list[int]:
    return [job.args["run_id"] for job in ProcrastinateJob.objects.filter(task_name="runs.go_on", status="todo")]


def test_a_run_is_enqueued_once_however_often_it_is_asked_for(run):
    for _time in range(3):
        go_on_later(run)
    assert waiting() == [run.pk]


def test_within_a_minute_a_run_left_behind_is_gone_on_with(run):
    every_minute(0)
    assert waiting() == [run.pk]


def test_a_run_that_waits_for_a_person_is_left_alone(run):
    continue_run(run=run)
    every_minute(0)
    assert waiting() == []


def test_a_run_that_stopped_on_a_failure_is_not_tried_again_by_itself(run):
    fail_run(run=run, failure="the paper is out")
    every_minute(0)
    assert waiting() == []


def test_the_job_plans_and_after_the_approval_commits(run):
    go_on(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.PLANNED
    approve_run(run=run, actor=None)
    go_on(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.DONE


def left_behind(seconds: int) -> list[str]:
    """A job of a worker that was last heard of so long ago, and the same once more; what became of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') RETURNING id", [seconds]
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('default', 'imports.check', 'doing', %s)",
            [worker],
        )
    put_back_left_behind()
    return list(ProcrastinateJob.objects.filter(task_name="imports.check").values_list("status", flat=True))


def test_the_job_of_a_killed_worker_is_put_back_within_a_minute():
    assert left_behind(31) == ["todo"]


def test_the_job_of_a_living_worker_is_left_to_it():
    assert left_behind(9) == ["doing"]


def test_a_job_that_was_asked_for_again_is_not_put_back_as_well(run):
    go_on_later(run)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = 'runs.go_on'")
    go_on_later(run)
    put_back_left_behind()
    assert waiting() == [run.pk]
