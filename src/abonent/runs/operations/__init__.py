"""The verbs of a run - begin, plan, approve, commit, continue, cancel - and of an act: record, undo."""

from abonent.runs.operations.acts import CannotUndo, record_act, undo_act
from abonent.runs.operations.running import (
    CannotRun,
    approve_run,
    begin_run,
    cancel_run,
    commit_run,
    continue_run,
    fail_run,
    plan_run,
    resume_run,
)
from abonent.runs.operations.schedules import commit_within_limits, start_scheduled_runs

__all__ = [
    "CannotRun",
    "CannotUndo",
    "approve_run",
    "begin_run",
    "cancel_run",
    "commit_run",
    "commit_within_limits",
    "continue_run",
    "fail_run",
    "plan_run",
    "record_act",
    "resume_run",
    "start_scheduled_runs",
    "undo_act",
]
