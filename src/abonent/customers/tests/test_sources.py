"""Customers loaded from the database of another system: asked by schedule or by hand, and what it no longer has is noticed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.imports import external, jobs
from abonent.imports.external import CannotLoad
from abonent.imports.models import ImportBatch, ImportSource, VanishedRow
from abonent.imports.operations import check_batch, commit_batch
from abonent.imports.secrets import opened, sealed
from abonent.imports.sources import keep_source, load_source, take_due_sources
from abonent.kit import clock
from abonent.kit.periods import day
from abonent.kit.testing import twice

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
TOMORROW = day("2026-02-02")
QUERY = "SELECT nr AS kundnummer, namn, epost AS \"e-post\" FROM kunder WHERE namn <> 'aa:bb' ORDER BY nr"
PEOPLE = [(1, "Åke Öberg", "ake@example.org"), (2, "Eva Berg", None), (3, "Per Alm", "per@example.org")]
MAKE = "CREATE TABLE kunder (nr integer, namn text, epost text)"


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite file of another system."""
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute(MAKE)
        other.executemany("INSERT INTO kunder VALUES (?, ?, ?)", PEOPLE)
    return path


@pytest.fixture
def server() -> Iterator[str]:
    """The address of a second PostgreSQL database, on the server that the tests run on."""
    said = connection.settings_dict
    here = {"host": said["HOST"], "port": said["PORT"] or 5432, "user": said["USER"], "password": said["PASSWORD"] or None}
    name = f"{said['NAME']}_other"
    with psycopg.connect(**here, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            with psycopg.connect(**here, dbname=name) as other:
                other.execute(MAKE)
                other.cursor().executemany("INSERT INTO kunder VALUES (%s, %s, %s)", PEOPLE)
            yield external.URL.create(
                "postgresql", said["USER"], said["PASSWORD"] or None, said["HOST"] if not str(said["HOST"]).startswith("/") else None,
                int(said["PORT"] or 5432), name, {"host": said["HOST"]} if str(said["HOST"]).startswith("/") else {},
            ).render_as_string(hide_password=False)  # fmt: skip
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def a_source(address: str, *, query: str = QUERY, **said: object) -> ImportSource:
    facts = {"name": "crm", "kind": "customers", "query": query, "defaults": {"default_country": "SE"}, **said}
    return keep_source(source=ImportSource(), address=address, said=facts, actor=None)


def loaded(source: ImportSource, *, today=TODAY) -> ImportBatch:
    batch = load_source(source=source, actor=None)
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=today)
    return commit_batch(batch=batch, actor=None, today=today)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.vanished_count


def change(file: Path, statement: str) -> None:
    with sqlite3.connect(file) as other:
        other.execute(statement)


def test_customers_come_from_a_postgresql_database_and_again_nothing_changes(server: str):
    source = a_source(server)
    assert counts(loaded(source)) == (3, 0, 0, 0)
    assert counts(loaded(source)) == (0, 0, 3, 0)
    assert Customer.objects.get(external_keys__key="1").name == "Åke Öberg"


def test_nothing_can_be_written_there(server: str):
    source = a_source(server, query="SELECT 1 AS kundnummer, lo_create(0)::text AS namn")
    with pytest.raises(CannotLoad, match="read-only"):
        load_source(source=source, actor=None)


def test_a_question_that_takes_too_long_is_stopped(server: str, monkeypatch):
    monkeypatch.setattr(external, "SECONDS_TO_ANSWER", 1)
    with pytest.raises(CannotLoad, match="has not answered within 1 seconds"):
        load_source(source=a_source(server, query="SELECT 1 AS kundnummer, pg_sleep(30)::text AS namn"), actor=None)


def test_what_a_source_changes_comes_in_and_what_it_no_longer_has_is_marked_until_it_comes_back(file: Path):
    source = a_source(f"sqlite:///{file}", when_vanished="mark")
    loaded(source)
    change(file, "DELETE FROM kunder WHERE nr = 3")
    change(file, "UPDATE kunder SET namn = 'Eva Ek' WHERE nr = 2")

    assert counts(loaded(source, today=TOMORROW)) == (0, 1, 1, 1)
    per = VanishedRow.objects.get()
    assert (per.key, per.since_on, Customer.objects.filter(pk=per.subject_id).exists()) == ("3", TOMORROW, True)

    change(file, "INSERT INTO kunder VALUES (3, 'Per Alm', 'per@example.org')")
    assert counts(loaded(source, today=TOMORROW)) == (0, 0, 3, 0)
    assert not VanishedRow.objects.exists()


def test_what_vanished_is_only_counted_where_nothing_is_to_be_done(file: Path):
    source = a_source(f"sqlite:///{file}")
    loaded(source)
    change(file, "DELETE FROM kunder WHERE nr = 3")
    assert counts(loaded(source)) == (0, 0, 2, 1)
    assert not VanishedRow.objects.exists()


def test_the_marks_are_made_and_taken_once(file: Path):
    source = a_source(f"sqlite:///{file}")
    loaded(source)
    batch = load_source(source=source, actor=None)
    named = {"batch": batch.pk, "key_source": "crm", "loaded_from": source.pk, "today": TODAY}
    assert twice("imports/note_vanished_rows", source="customers/vanished_customers", **named) == 3, "nothing is staged yet"
    check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    per = Customer.objects.get(external_keys__key="3")
    assert twice("imports/erase_vanished_rows", people=[per.pk]) == 1
    assert twice("imports/forget_returned_rows", source="customers/vanished_customers", **named) == 2


@pytest.mark.parametrize(
    ("address", "query", "code"),
    [
        ("nonsense", QUERY, "source.address_unreadable"),
        ("sqlite:////tmp/x", "DELETE FROM kunder", "source.not_a_question"),
        ("sqlite:////tmp/x", "SELECT 1; SELECT 2", "source.not_a_question"),
        ("postgresql://u@h/d", "WITH gone AS (DELETE FROM kunder RETURNING *) SELECT * FROM gone", "source.not_a_question"),
        ("sqlite:////tmp/x", "kunder?", "source.not_a_question"),
    ],
)
def test_a_source_that_could_not_be_asked_is_not_kept(address: str, query: str, code: str):
    with pytest.raises(CannotLoad) as refused:
        a_source(address, query=query)
    assert refused.value.code == code
    assert "%(" not in str(refused.value)
    assert not ImportSource.objects.exists()


@pytest.mark.parametrize(
    ("address", "query", "message"),
    [
        ("sqlite:////nowhere/at/all", QUERY, "There is no file /nowhere/at/all"),
        ("mysql://u:p@h/d", "SELECT 1", "Databases of the kind mysql cannot be read here"),
        ("postgresql://u:hemligt@127.0.0.1:1/d", "SELECT 1", "The database does not answer"),
    ],
)
def test_a_database_that_does_not_answer_says_so_kindly_and_without_the_password(address: str, query: str, message: str):
    with pytest.raises(CannotLoad, match=message) as refused:
        load_source(source=a_source(address, query=query), actor=None)
    assert "hemligt" not in str(refused.value)


def test_an_answer_is_bounded_and_must_not_be_empty(file: Path):
    with pytest.raises(CannotLoad, match="more than 2 rows"):
        load_source(source=a_source(f"sqlite:///{file}", most_rows=2), actor=None)
    with pytest.raises(CannotLoad, match="has no rows"):
        load_source(source=a_source(f"sqlite:///{file}", name="empty", query="SELECT nr FROM kunder WHERE nr > 9"), actor=None)
    with pytest.raises(CannotLoad, match="no such table"):
        load_source(source=a_source(f"sqlite:///{file}", name="none", query="SELECT nr FROM nobody"), actor=None)
    assert not ImportBatch.objects.exists()


def test_the_address_is_sealed_with_the_key_of_the_installation(file: Path, settings):
    source = a_source(f"sqlite:///{file}")
    assert "sqlite" not in source.address
    assert opened(sealed("postgresql://u:p@h/d")) == "postgresql://u:p@h/d"

    settings.SECRET_KEY = "another installation's"
    with pytest.raises(CannotLoad, match="key of another installation"):
        load_source(source=source, actor=None)


def at(hour: int, on: int = 2) -> datetime:
    return datetime(2026, 2, on, hour, tzinfo=UTC)


def test_a_source_is_asked_once_a_day_when_its_time_has_come(file: Path):
    source = a_source(f"sqlite:///{file}", at=time(3, 0), weekdays=1, zone="Europe/Stockholm")
    for moment, due in ((at(1), 0), (at(3), 1), (at(4), 0), (at(3, on=3), 0), (at(3, on=9), 1)):
        with clock.set_to(moment):
            assert len(take_due_sources()) == due, moment
    source.refresh_from_db()
    assert source.loaded_on == day("2026-02-09")


def ask(source: ImportSource, *, alone: bool = True) -> None:
    jobs.load(source_id=source.pk, actor_id=None, today=TODAY.isoformat(), heading="What is wrong", alone=alone)


def test_what_comes_by_schedule_is_committed_only_up_to_the_limit_and_waits_for_columns_it_does_not_know(file: Path):
    source = a_source(f"sqlite:///{file}", most_changes=2)
    ask(source)
    assert ImportBatch.objects.latest("id").state == "uploaded", "nobody has said yet what the columns are"
    loaded(source)
    change(file, "UPDATE kunder SET namn = 'Eva Ek' WHERE nr = 2")
    ask(source)
    assert ImportBatch.objects.latest("id").state == "committed"
    change(file, "UPDATE kunder SET namn = namn || 'son'")
    ask(source)
    assert ImportBatch.objects.latest("id").state == "checked", "three are more than two"


def test_a_failed_load_stands_on_the_page_of_its_source_until_one_succeeds(file: Path, administrator: Client):
    source = a_source(f"sqlite:///{file}")
    moved = file.rename(file.with_name("moved.sqlite"))
    ask(source)
    address = reverse("imports:source", args=[source.pk])
    assert "There is no file" in administrator.get(address).content.decode()

    moved.rename(file)
    ask(source)
    assert "There is no file" not in administrator.get(address).content.decode()


@pytest.fixture
def administrator() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("ada", "ada@example.org", "not used")
    user.roles.add(Role.objects.get(code="administrator"))
    client = Client()
    client.force_login(user)
    return client


def typed(address: str, **said: object) -> dict[str, object]:
    return {
        "name": "crm", "kind": "customers", "new_address": address, "query": QUERY, "most_rows": 1000, "when_vanished": "mark",
        "at": "03:00", "most_changes": "", "most_errors": "0", "weekdays": [1, 2], **said,
    }  # fmt: skip


def test_an_administrator_keeps_a_source_and_its_address_is_never_shown_again(file: Path, administrator: Client):
    administrator.post(reverse("imports:new_source"), typed(f"sqlite:///{file}"))
    source = ImportSource.objects.get()
    assert (source.weekdays, source.at) == (3, time(3, 0))
    address = reverse("imports:source", args=[source.pk])
    assert str(file) not in administrator.get(address).content.decode()

    administrator.post(address, typed("", name="crm two"))

    source.refresh_from_db()
    assert (source.name, opened(source.address)) == ("crm two", f"sqlite:///{file}")


def test_the_name_by_which_rows_are_known_again_stays_once_something_has_come(file: Path, administrator: Client):
    administrator.post(reverse("imports:new_source"), typed(f"sqlite:///{file}"))
    source = ImportSource.objects.get()
    loaded(source)
    administrator.post(reverse("imports:source", args=[source.pk]), typed("", name="crm two"))
    source.refresh_from_db()
    assert source.name == "crm"


def test_what_is_said_once_for_what_the_answer_lacks_holds_for_the_next_load(file: Path, administrator: Client):
    administrator.post(reverse("imports:new_source"), typed(f"sqlite:///{file}"))
    source = ImportSource.objects.get()
    assert source.defaults["default_country"] == "SE"
    batch = load_source(source=source, actor=None)
    columns = {"column_0": "key", "column_1": "name", "column_2": "email"}
    administrator.post(reverse("imports:check", args=[batch.pk]), {**columns, "default_country": "FI", "default_language": "fi"})

    source.refresh_from_db()
    ask(source)

    assert ImportBatch.objects.latest("id").defaults == {"default_country": "FI", "default_language": "fi"}


def test_a_question_that_writes_is_refused_at_its_field(file: Path, administrator: Client):
    answer = administrator.post(reverse("imports:new_source"), typed(f"sqlite:///{file}", query="DROP TABLE kunder"))
    assert answer.status_code == 422
    assert "This is not a single SELECT." in answer.content.decode()


def test_only_an_administrator_sets_up_sources(administrator: Client):
    StaffUser.objects.get().roles.set([Role.objects.get(code="manager")])
    assert administrator.get(reverse("imports:sources")).status_code == 403
