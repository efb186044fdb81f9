"""After a restore nothing goes out by itself, until a person has looked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from abonent.access.models import Role
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs import registry
from abonent.runs.jobs import go_on
from abonent.runs.models import Run, RunSchedule
from abonent.runs.operations import (
    StandsStill,
    approve_run,
    begin_run,
    commit_within_limits,
    continue_run,
    end_standstill,
    stand_still,
    start_scheduled_runs,
)

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture
def restored(counting, monkeypatch) -> None:
    monkeypatch.setitem(registry._kinds, "counting", replace(registry.kind_of("counting"), stands_still=True))
    stand_still(backup="evening.dump")


@pytest.fixture
def schedule(counting, entity, eva) -> RunSchedule:
    limits = {"approved_by": eva, "at_most_rows": 25, "at_most_amount": 250}
    return RunSchedule.objects.create(entity=entity, kind="counting", at=time(5), begins_on=day("2026-03-02"), **limits)


@pytest.fixture
def plan(counting, entity) -> Run:
    return continue_run(run=begin_run(kind="counting", entity=entity, as_of=day("2026-03-01"), actor=None))


def test_no_run_starts_by_itself(schedule, restored):
    with clock.set_to(MONDAY):
        assert start_scheduled_runs() == []


def test_no_standing_approval_counts(schedule, counting, monkeypatch):
    with clock.set_to(MONDAY):
        run = continue_run(run=start_scheduled_runs()[0])
        stand_still(backup="evening.dump")
        assert not commit_within_limits(run=run)


def test_nobody_commits_and_the_page_says_why(plan, restored, client, eva):
    with pytest.raises(StandsStill):
        approve_run(run=plan, actor=eva)
    client.force_login(eva)
    client.post(f"{plan.url}approval/", {"rows": "25"})
    plan.refresh_from_db()
    assert plan.state == Run.State.PLANNED
    assert "evening.dump" in client.get("/runs/").content.decode()
    assert "Everything stands still" in client.get("/runs/bell/", headers={"HX-Request": "true"}).content.decode()


def test_a_kind_that_sends_nothing_goes_on(plan, counting):
    stand_still(backup="evening.dump")
    assert approve_run(run=plan, actor=None).state == Run.State.COMMITTING


def test_a_manager_lets_it_go_on(plan, restored, client, eva):
    eva.roles.add(Role.objects.get(code="manager"))
    client.force_login(eva)
    client.post("/runs/standstill/end/")
    assert approve_run(run=plan, actor=eva).state == Run.State.COMMITTING
    assert "evening.dump" not in client.get("/runs/").content.decode()


def test_a_run_restored_in_the_middle_of_its_commit_waits(plan, restored, eva):
    Run.objects.filter(pk=plan.pk).update(state=Run.State.COMMITTING)
    go_on(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.committed_rows) == (Run.State.COMMITTING, 0)
    end_standstill(actor=eva)
    go_on(plan.pk)
    plan.refresh_from_db()
    assert (plan.state, plan.committed_rows) == (Run.State.DONE, 25)
