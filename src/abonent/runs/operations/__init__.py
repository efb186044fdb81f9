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
    retry_parked,
)
from abonent.runs.operations.schedules import commit_within_limits, start_scheduled_runs
from abonent.runs.operations.standstills import (
    StandsStill,
    commits_are_held,
    demand_no_standstill,
    end_standstill,
    present_standstill,
    stand_still,
)

__all__ = [
    "CannotRun",
    "CannotUndo",
    "StandsStill",
    "approve_run",
    "begin_run",
    "cancel_run",
    "commit_run",
    "commit_within_limits",
    "continue_run",
    "commits_are_held",
    "demand_no_standstill",
    "end_standstill",
    "fail_run",
    "plan_run",
    "present_standstill",
    "record_act",
    "resume_run",
    "retry_parked",
    "stand_still",
    "start_scheduled_runs",
    "undo_act",
]
