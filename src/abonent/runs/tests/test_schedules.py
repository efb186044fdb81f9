"""Runs that start by themselves: once a day however often the clock strikes, and committed only within their limits."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs.models import Run, RunSchedule
from abonent.runs.operations import cancel_run, commit_within_limits, continue_run, start_scheduled_runs

pytestmark = [pytest.mark.django_db, pytest.mark.day]

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def schedule(counting, entity) -> RunSchedule:
    """At five in the morning in Stockholm, every day."""
    return RunSchedule.objects.create(entity=entity, kind="counting", at=time(5), begins_on=day("2026-03-01"))


def strike(at: datetime) -> list[Run]:
    """What begins at a moment; each run is planned and given up, so that the next may begin."""
    with clock.set_to(at):
        begun = start_scheduled_runs()
    for run in begun:
        cancel_run(run=run)
    return begun


def test_the_run_begins_at_its_time_in_the_zone_of_the_company(schedule):
    RunSchedule.objects.update(begins_on=day("2026-03-02"))
    assert strike(MONDAY - timedelta(minutes=1)) == []
    assert [run.as_of for run in strike(MONDAY)] == [day("2026-03-02")]


def test_a_clock_that_strikes_fifty_times_begins_one_run(schedule):
    with clock.set_to(MONDAY):
        for _strike in range(50):
            start_scheduled_runs()
    assert Run.objects.filter(as_of=day("2026-03-01")).count() == 1
    assert Run.objects.count() == 1, "the next day waits until the first is finished"


@pytest.mark.parametrize("step", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=1)])
def test_a_clock_that_steps_skips_no_day_and_repeats_none(schedule, step):
    moments = [MONDAY, MONDAY + step, *(MONDAY + step + timedelta(hours=number) for number in range(1, 60))]
    began = [run.as_of for moment in moments for run in strike(moment)]
    latest = max(began)
    assert sorted(began) == [day("2026-03-01") + timedelta(days=number) for number in range((latest - day("2026-03-01")).days + 1)]
    assert len(began) == len(set(began))


@pytest.mark.parametrize("night", [day("2026-03-29"), day("2026-10-25")])
def test_in_the_night_the_clocks_change_the_run_begins_once(schedule, night):
    RunSchedule.objects.update(at=time(2, 30), begins_on=night, ended_on=night + timedelta(days=1))
    midnight = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(hours=3)
    assert [run.as_of for quarter in range(40) for run in strike(midnight + timedelta(minutes=15 * quarter))] == [night]


def test_the_31st_is_the_latest_day_of_a_shorter_month(schedule):
    RunSchedule.objects.update(day_of_month=31, begins_on=day("2026-01-01"))
    began = [run.as_of for number in range(120) for run in strike(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=number))]
    assert [str(found) for found in began] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_a_scheduled_day_has_one_run_for_ever(schedule, entity):
    strike(MONDAY)
    with pytest.raises(IntegrityError, match="run_once_per_scheduled_day"), transaction.atomic():
        Run.objects.create(kind="counting", entity=entity, as_of=day("2026-03-01"), schedule=schedule)


def test_a_plan_within_the_limits_is_committed_without_a_person(schedule, eva):
    RunSchedule.objects.update(approved_by=eva, at_most_rows=25, at_most_amount=250)
    with clock.set_to(MONDAY):
        run = continue_run(run=start_scheduled_runs()[0])
        assert commit_within_limits(run=run)
        assert continue_run(run=run).state == Run.State.DONE


@pytest.mark.parametrize(("rows", "amount"), [(24, 250), (25, 249)])
def test_a_plan_above_a_limit_waits_for_a_person(schedule, eva, rows, amount):
    RunSchedule.objects.update(approved_by=eva, at_most_rows=rows, at_most_amount=amount)
    with clock.set_to(MONDAY):
        run = continue_run(run=start_scheduled_runs()[0])
        assert not commit_within_limits(run=run)
    run.refresh_from_db()
    assert run.state == Run.State.PLANNED


def test_a_plan_without_a_standing_approval_waits_for_a_person(schedule):
    with clock.set_to(MONDAY):
        assert not commit_within_limits(run=continue_run(run=start_scheduled_runs()[0]))


def test_a_standing_approval_has_limits(schedule, eva):
    with pytest.raises(IntegrityError, match="run_schedule_approval_has_limits"), transaction.atomic():
        RunSchedule.objects.update(approved_by=eva)
