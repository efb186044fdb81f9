"""The pages of runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from abonent.access.models import Role
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.runs import registry
from abonent.runs.models import Run, RunSchedule
from abonent.runs.operations import approve_run, begin_run, commit_run, continue_run
from abonent.runs.queries import visible_runs

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, eva, counting):
    client.force_login(eva)
    return client


@pytest.fixture
def run(counting, entity) -> Run:
    return begin_run(kind="counting", entity=entity, as_of=day("2026-03-01"), actor=None)


def test_a_run_is_started_from_the_form_and_planned_by_a_worker(desk, entity):
    answer = desk.post("/runs/new/", {"kind": "counting", "entity": entity.pk, "as_of": "2026-03-01"})
    run = Run.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, run.url)
    assert (run.state, run.created_by.username) == (Run.State.PLANNING, "eva")


def test_a_second_run_is_refused_on_the_form(desk, run, entity):
    answer = desk.post("/runs/new/", {"kind": "counting", "entity": entity.pk, "as_of": "2026-03-02"})
    assert answer.status_code == 422
    assert "is not finished" in answer.content.decode()


def test_a_plan_is_committed_only_when_the_number_of_its_rows_is_typed(desk, run):
    continue_run(run=run)
    assert desk.post(f"{run.url}approval/", {"rows": "24"}).status_code == 422
    desk.post(f"{run.url}approval/", {"rows": "25"})
    run.refresh_from_db()
    assert run.state == Run.State.COMMITTING


def test_the_page_shows_each_state(desk, run, counting):
    def shown():
        run.refresh_from_db()
        return desk.get(run.url).content.decode()

    assert "Planning" in shown()
    continue_run(run=run)
    assert "Type 25 to confirm" in shown()
    approve_run(run=run, actor=None)
    counting.fails_at = 1
    with pytest.raises(ZeroDivisionError):
        continue_run(run=run)
    assert "the paper is out" in shown()
    counting.fails_at = None
    desk.post(f"{run.url}resumption/")
    continue_run(run=run)
    assert "Rows written" in shown()


def test_the_progress_asks_for_the_whole_page_once_the_state_has_changed(desk, run):
    assert "HX-Refresh" not in desk.get(f"{run.url}progress/?state=planning")
    assert desk.get(f"{run.url}progress/?state=committing")["HX-Refresh"] == "true"


def test_whoever_watches_the_planning_is_led_to_what_is_looked_at_first(desk, run, monkeypatch):
    kind = replace(registry.kind_of("counting"), look_url="runs:parked", look_first=lambda _run: "odd=changed")
    monkeypatch.setitem(registry._kinds, "counting", kind)
    continue_run(run=run)
    assert desk.get(f"{run.url}progress/?state=planning")["HX-Redirect"] == f"{run.url}parked/?odd=changed"
    assert f"{run.url}parked/?odd=changed" in desk.get(run.url).content.decode()


def test_a_run_of_another_company_is_not_there(desk, run, eva):
    eva.entities.clear()
    assert not visible_runs(eva).exists()
    assert desk.get(run.url).status_code == 404
    assert run.url not in desk.get("/runs/").content.decode()


def test_whoever_may_only_look_cannot_commit(client, run, entity):
    install_ready_roles()
    client.force_login(take_on_staff(username="ulla", password="not used here", full_name="Ulla Ek", roles=["clerk"], entities=[entity]))
    continue_run(run=run)
    assert client.get(run.url).status_code == 200
    assert client.post(f"{run.url}approval/", {"rows": "25"}).status_code == 403


def test_what_a_run_parked_is_tried_again_in_a_run_of_its_own_and_then_waits_no_more(desk, run):
    commit_run(run=approve_run(run=continue_run(run=run), actor=None))
    run.parked_cases.create(subject_kind="subscription", subject_id=7, reason="no_ink")
    assert "Try again" in desk.get(f"{run.url}parked/").content.decode()

    answer = desk.post(f"{run.url}parked/retrial/")

    again = Run.objects.latest("pk")
    assert (answer["Location"], again.kind, again.entity, again.created_by.username) == (again.url, run.kind, run.entity, "eva")
    assert run.parked_cases.filter(resolved_at=None).exists()
    commit_run(run=approve_run(run=continue_run(run=again), actor=None))
    assert "Nothing is parked" in desk.get(f"{run.url}parked/").content.decode()
    desk.post(f"{run.url}parked/retrial/")
    assert Run.objects.latest("pk") == again


def test_whoever_may_not_commit_a_run_cannot_try_its_parked_cases_again(client, run, entity):
    install_ready_roles()
    client.force_login(take_on_staff(username="ulla", password="not used here", full_name="Ulla Ek", roles=["clerk"], entities=[entity]))
    run.parked_cases.create(subject_kind="subscription", subject_id=7, reason="no_ink")
    assert "Try again" not in client.get(f"{run.url}parked/").content.decode()
    assert client.post(f"{run.url}parked/retrial/").status_code == 403


def test_a_schedule_is_saved_with_its_limits(client, eva, entity, counting):
    eva.roles.set(Role.objects.filter(code="manager"))
    client.force_login(eva)
    typed = {
        "kind": "counting",
        "entity": entity.pk,
        "at": "05:00",
        "begins_on": "2026-03-01",
        "weekdays": ["1", "2", "4"],
        "approved": "on",
    }
    assert client.post("/runs/schedules/new/", typed).status_code == 422
    assert client.post("/runs/schedules/new/", {**typed, "at_most_rows": "500", "at_most_amount": "90000"}).status_code == 302
    schedule = RunSchedule.objects.get()
    assert (schedule.weekdays, schedule.approved_by, schedule.at_most_rows) == (7, eva, 500)
    assert client.get("/runs/schedules/").status_code == 200
    assert client.get(f"/runs/schedules/{schedule.pk}/").status_code == 200


def test_the_days_of_a_schedule_are_typed_as_people_say_them(client, eva, entity, counting):
    eva.roles.set(Role.objects.filter(code="manager"))
    client.force_login(eva)
    typed = {"kind": "counting", "entity": entity.pk, "at": "05:00", "weekdays": ["1"], "begins_on": "1/3", "ended_on": "1 sep"}
    with clock.set_to(datetime(2026, 2, 20, 12, tzinfo=UTC)):
        client.post("/runs/schedules/new/", typed)
        schedule = RunSchedule.objects.get()
        assert (schedule.begins_on, schedule.ended_on) == (day("2026-03-01"), day("2026-09-01"))
        assert client.post("/runs/schedules/new/", {**typed, "ended_on": "some day"}).status_code == 422


def test_a_parked_case_stands_with_its_reason_and_counts_on_the_run(desk, run):
    continue_run(run=run)
    assert "Nothing is parked" in desk.get(f"{run.url}parked/").content.decode()
    run.parked_cases.create(subject_kind="subscription", subject_id=7, reason="no_ink")
    assert "subscription 7" in desk.get(f"{run.url}parked/").content.decode()
    assert "no_ink" in desk.get(run.url).content.decode()
