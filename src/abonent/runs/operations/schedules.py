"""Runs that start by themselves, and the standing approval under which they are committed with nobody awake."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from abonent.kit import clock
from abonent.runs.models import Run, RunSchedule
from abonent.runs.operations.running import CannotRun, approve_run, begin_run
from abonent.runs.operations.standstills import present_standstill

# A machine that was off for longer leaves older days to a person.
DAYS_MADE_UP_FOR = 7


def start_scheduled_runs() -> list[Run]:
    """Begin a run for each schedule whose time has come: once per scheduled day, however often and by how many this is called.

    A day that was missed is made up for, oldest first; while a run of the kind is open the next day waits. None during a standstill.
    """
    if present_standstill():
        return []
    begun = []
    for schedule in RunSchedule.objects.select_related("entity").order_by("id"):
        day = _due_day(schedule)
        if day is not None:
            begun += _begin_for(schedule, day)
    return begun


def commit_within_limits(*, run: Run) -> bool:
    """Approve a planned run of a schedule if its standing approval covers it; says whether."""
    schedule = run.schedule
    if schedule is None or schedule.approved_by is None or run.state != Run.State.PLANNED or present_standstill():
        return False
    if run.planned_rows > (schedule.at_most_rows or 0) or (run.total_amount or 0) > (schedule.at_most_amount or 0):
        return False
    approve_run(run=run, actor=schedule.approved_by)
    return True


def _begin_for(schedule: RunSchedule, day: date) -> list[Run]:
    try:
        # A savepoint: whoever else began it meanwhile wins, and this is no error.
        with transaction.atomic():
            return [begin_run(kind=schedule.kind, entity=schedule.entity, as_of=day, actor=None, schedule=schedule)]
    except (CannotRun, IntegrityError):
        return []


def _due_day(schedule: RunSchedule) -> date | None:
    """The oldest scheduled day of the past week, today included, that has no run yet; None if there is none."""
    now, zone = clock.now(), schedule.entity.zone
    today = clock.today(zone)
    days = [today - timedelta(days=back) for back in range(DAYS_MADE_UP_FOR, -1, -1)]
    done = set(schedule.runs.filter(as_of__in=days).values_list("as_of", flat=True))
    return next((day for day in days if day not in done and _falls_on(schedule, day) and clock.moment(day, schedule.at, zone) <= now), None)


def _falls_on(schedule: RunSchedule, day: date) -> bool:
    if day < schedule.begins_on or (schedule.ended_on and day >= schedule.ended_on):
        return False
    if schedule.day_of_month is not None:
        return day.day == schedule.day_of_month or (_is_month_end(day) and schedule.day_of_month > day.day)
    return bool(schedule.weekdays & 1 << day.weekday())


def _is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1
