"""The bell shows what goes on and what waits, to those who may do something about it."""

from __future__ import annotations

import pytest

from abonent.access.models import StaffUser
from abonent.kit.periods import day
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, continue_run, fail_run

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def run(counting, entity) -> Run:
    return begin_run(kind="counting", entity=entity, as_of=day("2026-03-01"), actor=None)


@pytest.fixture
def desk(client, eva):
    client.force_login(eva)
    return client


def rung(client, address: str = "/runs/bell/") -> str:
    return client.get(address, headers=HTMX).content.decode()


def test_a_plan_that_waits_is_counted(desk, run):
    continue_run(run=run)
    shown = rung(desk)
    assert "Runs, 1 waits" in shown
    assert "Waits for approval" in shown
    assert run.url in shown
    assert "every 4s" not in shown


def test_a_run_that_goes_on_shows_how_far_it_is_and_is_asked_after(desk, run):
    approve_run(run=continue_run(run=run), actor=None)
    shown = rung(desk, "/runs/bell/?part=lines")
    assert "every 4s" in shown
    assert "0\N{NO-BREAK SPACE}%" in shown
    assert "popovertarget" not in shown


def test_a_run_that_stopped_waits_for_somebody(desk, run):
    fail_run(run=run, failure="the paper is out")
    assert "Stopped" in rung(desk)


def test_what_is_finished_is_not_rung_for(desk, run):
    approve_run(run=continue_run(run=run), actor=None)
    continue_run(run=run)
    assert "No run goes on, none waits." in rung(desk)


def test_who_may_not_commit_the_kind_hears_nothing_of_it(client, run, entity):
    stranger = StaffUser.objects.create_user("stranger")
    stranger.entities.add(entity)
    client.force_login(stranger)
    assert run.url not in rung(client)


def test_a_run_of_another_company_is_not_rung_for(desk, eva, run):
    eva.entities.clear()
    assert run.url not in rung(desk)


def test_without_script_it_is_a_page(desk, run):
    continue_run(run=run)
    page = desk.get("/runs/bell/").content.decode()
    assert "<h1>Runs that go on or wait</h1>" in page
    assert run.url in page
