"""The practice copy: today's data, nothing goes out, nobody can change that, thrown away at will."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.config.command_line import abonent
from abonent.connectors.registers.models import PublicRegister
from abonent.connectors.registers.operations import CannotFetch, fetch, switch_register
from abonent.imports.external import CannotLoad
from abonent.imports.models import ImportSource
from abonent.imports.sources import load_source
from abonent.kit.postgres import DatabaseTrouble
from abonent.kit.postgres.practice import drop_copy, find_copy
from abonent.practice.operations import CannotPractise, address, ask_for_copy, is_being_made, make_copy, practice_home, throw_away
from abonent.reporting.models import ReadingLogin
from abonent.reporting.operations import CannotMakeLogin, end_login, make_login
from abonent.runs.models import Act
from abonent.runs.operations import StandsStill, commits_are_held, demand_no_standstill, end_standstill, present_standstill

OF = "2026-11-22T08:00:00+00:00"


@pytest.fixture
def maja(db: None) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("maja", password="long enough", first_name="Maja", last_name="Berg")
    user.roles.add(Role.objects.get(code="administrator"))
    return user


@pytest.fixture
def client(maja: StaffUser) -> Client:
    client = Client()
    client.force_login(maja)
    return client


@pytest.fixture
def own_home(tmp_path: Path, settings, transactional_db: None) -> Iterator[Path]:
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    (tmp_path / "files").mkdir()
    yield tmp_path
    drop_copy(address())
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def test_the_copy_has_todays_data_the_same_log_ins_and_no_waiting_job(own_home: Path, maja: StaffUser):
    (own_home / "files" / "invoice.pdf").write_bytes(b"as it was sent")
    (own_home / "lists").mkdir()
    (own_home / "lists" / "calls.csv").write_bytes(b"name")
    ask_for_copy(actor=maja)
    assert is_being_made()

    make_copy(actor=maja)

    found = find_copy(address())
    assert found is not None and found.said["by"] == "Maja Berg" and found.bytes > 1_000_000
    with psycopg.connect(found.url) as copy:
        assert copy.execute("SELECT password FROM staff_user WHERE username = 'maja'").fetchone() == (maja.password,)
        assert copy.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM standstill WHERE ended_at IS NULL").fetchone() == (1,)
        copy.execute("UPDATE staff_user SET last_name = 'Practised'")
    (practice_home() / "files" / "invoice.pdf").unlink()
    (practice_home() / "lists" / "calls.csv").write_bytes(b"written into")

    maja.refresh_from_db()
    assert maja.last_name == "Berg", "what is done in the copy stays there"
    assert (own_home / "files" / "invoice.pdf").read_bytes() == b"as it was sent"
    assert (own_home / "lists" / "calls.csv").read_bytes() == b"name"
    assert ProcrastinateJob.objects.filter(task_name="practice.make").count() == 1

    ProcrastinateJob.objects.filter(task_name="practice.make").update(status="succeeded")
    throw_away(actor=maja)
    assert find_copy(address()) is None
    assert not practice_home().exists()
    assert list(Act.objects.order_by("pk").values_list("verb", "actor__username")) == [
        ("make_practice_copy", "maja"),
        ("throw_practice_copy_away", "maja"),
    ]
    assert sorted(file.name for file in own_home.iterdir()) == ["files", "lists"], "nothing stays on the disk"


def test_a_try_that_fails_leaves_the_former_copy_with_its_files(own_home: Path, maja: StaffUser):
    make_copy(actor=maja)
    (practice_home() / "files" / "made-in-the-copy.pdf").write_bytes(b"practised")
    with psycopg.connect(address()) as product:
        product.execute("ALTER TABLE standstill RENAME TO standstill_away")
    try:
        with pytest.raises(DatabaseTrouble, match="standstill"):
            make_copy(actor=None)
    finally:
        with psycopg.connect(address()) as product:
            product.execute("ALTER TABLE standstill_away RENAME TO standstill")
    found = find_copy(address())
    assert found is not None and found.said["by"] == "Maja Berg"
    assert (practice_home() / "files" / "made-in-the-copy.pdf").exists()


def test_a_copy_that_would_fill_the_disk_is_refused_with_what_it_needs(maja: StaffUser, monkeypatch):
    monkeypatch.setattr("abonent.practice.operations.ROOM_FOR_WORK", 10**18)
    with pytest.raises(CannotPractise, match="MB of the disk are free"):
        ask_for_copy(actor=maja)
    assert not is_being_made()


def test_the_operator_makes_and_removes_it_from_the_command_line(own_home: Path):
    def said(*arguments: str) -> dict[str, Any]:
        answer = CliRunner().invoke(abonent, ["practice", *arguments, "--json"])
        assert answer.exit_code == 0, answer.output
        return json.loads(answer.stdout)

    assert said("status")["there"] is False
    assert said("make")["bytes"] > 1_000_000
    assert said("status")["there"] is True
    assert said("remove") == {"removed": True}
    assert find_copy(address()) is None


def test_a_second_copy_is_not_begun_while_one_is_being_made(maja: StaffUser):
    ask_for_copy(actor=maja)
    with pytest.raises(CannotPractise):
        throw_away(actor=maja)


def test_the_page_leads_through_making_a_copy(client: Client):
    assert "No practice copy yet" in client.get("/practice/").content.decode()
    client.post("/practice/making/")
    text = client.get("/practice/").content.decode()
    assert "The copy is being made" in text
    assert 'hx-trigger="every 2s"' in text
    ProcrastinateJob.objects.filter(task_name="practice.make").update(status="failed")
    assert "could not be made" in client.get("/practice/").content.decode()


def test_in_the_copy_nothing_is_sent_and_nobody_can_change_that(client: Client, maja: StaffUser, settings):
    settings.PRACTICE_OF = OF
    assert present_standstill() is not None
    with pytest.raises(StandsStill):
        demand_no_standstill()
    with pytest.raises(StandsStill):
        end_standstill(actor=maja)
    client.post("/runs/standstill/end/")
    assert present_standstill() is not None
    assert not commits_are_held(), "people practise runs to their end"


def test_nothing_outside_is_asked_or_changed_from_the_copy(maja: StaffUser, settings):
    settings.PRACTICE_OF = OF
    switch_register(register=PublicRegister.VIES, on=True, actor=maja)
    with pytest.raises(CannotFetch, match="practice copy"):
        fetch(number="SE556036079301", country="SE", actor=maja, today=date(2026, 11, 22))
    with pytest.raises(CannotLoad, match="practice copy"):
        load_source(source=ImportSource(), actor=maja)
    with pytest.raises(CannotMakeLogin, match="practice copy"):
        make_login(name="sheets", purpose="", entity=None, with_national_ids=False, actor=maja)
    with pytest.raises(CannotMakeLogin, match="practice copy"):
        end_login(login=ReadingLogin(pk=1), actor=maja)


def test_every_page_of_the_copy_says_so_and_it_makes_no_copies(client: Client, settings):
    settings.PRACTICE_OF = OF
    for address_of_page in ("/", "/customers/", "/runs/", "/practice/", "/account/login/"):
        assert "Practice copy of" in client.get(address_of_page, follow=True).content.decode(), address_of_page
    assert "Let it go on" not in client.get("/runs/").content.decode()
    client.post("/practice/making/")
    assert not is_being_made()


def test_the_product_itself_does_not_say_so(client: Client):
    assert settings.PRACTICE_OF == ""
    assert "Practice copy of" not in client.get("/customers/").content.decode()
