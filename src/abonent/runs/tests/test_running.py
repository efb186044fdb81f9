"""A run: planned, approved, committed by chunks, continued, cancelled."""

from __future__ import annotations

import pytest

from abonent.kit.periods import day
from abonent.runs.models import Run, RunStep
from abonent.runs.operations import CannotRun, approve_run, begin_run, cancel_run, continue_run, resume_run
from abonent.runs.queries import progress_of, step_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(counting, entity) -> Run:
    return begin_run(kind="counting", entity=entity, as_of=day("2026-03-01"), actor=None)


def test_a_run_is_planned_then_waits(run):
    assert continue_run(run=run).state == Run.State.PLANNED
    assert (run.planned_rows, run.total_amount, run.currency) == (25, 250, "SEK")
    assert continue_run(run=run).state == Run.State.PLANNED


def test_an_approved_run_writes_its_chunks_and_closes(run, counting):
    continue_run(run=run)
    approve_run(run=run, actor=None)
    assert continue_run(run=run).state == Run.State.DONE
    assert counting.chunks == [(1, 10), (11, 20), (21, 30)]
    assert (run.committed_rows, run.left_out_rows) == (25, 0)


def test_each_chunk_leaves_a_line_with_rows_and_seconds(run):
    continue_run(run=run)
    approve_run(run=run, actor=None)
    continue_run(run=run)
    assert list(RunStep.objects.filter(run=run, name="commit").values_list("chunk", "rows")) == [(0, 10), (1, 10), (2, 5)]
    assert [(str(step.label), step.line.rows) for step in step_lines(run)] == [("Rows counted", 25), ("Rows written", 25)]


def test_a_run_that_fails_says_why_stands_still_and_goes_on_where_it_was(run, counting):
    counting.fails_at = 11
    continue_run(run=run)
    approve_run(run=run, actor=None)
    with pytest.raises(ZeroDivisionError):
        continue_run(run=run)
    run.refresh_from_db()
    assert (run.state, run.shown_state, run.failure) == (Run.State.COMMITTING, "stopped", "ZeroDivisionError: the paper is out")

    counting.fails_at = None
    assert continue_run(run=run).state == Run.State.COMMITTING, "it waits for a person"
    assert continue_run(run=resume_run(run=run)).state == Run.State.DONE
    assert counting.chunks == [(1, 10), (11, 20), (21, 30)]


def test_only_one_run_of_a_kind_is_open_at_a_time(run, entity):
    with pytest.raises(CannotRun) as refused:
        begin_run(kind="counting", entity=entity, as_of=day("2026-03-02"), actor=None)
    assert refused.value.code == "run.another_is_open"
    cancel_run(run=run)
    begin_run(kind="counting", entity=entity, as_of=day("2026-03-02"), actor=None)


def test_a_plan_that_found_nothing_stands_in_nobodys_way(run, entity):
    continue_run(run=run)
    with pytest.raises(CannotRun):
        begin_run(kind="counting", entity=entity, as_of=day("2026-03-02"), actor=None)
    Run.objects.filter(pk=run.pk).update(planned_rows=0)
    begin_run(kind="counting", entity=entity, as_of=day("2026-03-02"), actor=None)
    run.refresh_from_db()
    assert run.state == Run.State.CANCELLED


def test_a_run_that_is_not_planned_is_not_approved(run):
    with pytest.raises(CannotRun) as refused:
        approve_run(run=run, actor=None)
    assert refused.value.code == "run.not_planned"


def test_a_run_that_has_begun_to_write_is_not_cancelled(run):
    continue_run(run=run)
    approve_run(run=run, actor=None)
    with pytest.raises(CannotRun) as refused:
        cancel_run(run=run)
    assert refused.value.code == "run.already_committed"


def test_progress_is_read_from_the_lines(run, counting):
    counting.fails_at = 21
    continue_run(run=run)
    approve_run(run=run, actor=None)
    with pytest.raises(ZeroDivisionError):
        continue_run(run=run)
    run.refresh_from_db()
    far = progress_of(run, "en")
    assert (far.progress.done, far.progress.total, far.progress.percent) == (20, 25, 80.0)
