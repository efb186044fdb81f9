"""The tiny world for tests: made once per version of the program, copied for each test that asks for it.

`tiny_world` puts a copy in the place of the test's database: forty subscribers who have lived fourteen months, until the
last day of February 2026, the last fortnight with the nights. A test may change it as it likes, over as many connections as it likes, in a browser too
(`page_of`); it must not ask for `db` as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

ENDS_ON = date(2026, 2, 28)
NIGHTS = 14


@dataclass(frozen=True)
class WorldAtHand:
    """The world that a test plays in; `today` is the day after its last."""

    world: Any
    ends_on: date
    today: date
    database: str


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest, django_db_createdb: bool
) -> None:
    """A database for tests that is made anew begins as a copy of the blank one: the migrations run once, however many workers there are."""
    from django.db import connections

    if django_db_createdb:
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = request.getfixturevalue("blank_database")


@pytest.fixture(scope="session")
def blank_database(django_test_environment: None, django_db_blocker: Any) -> str:
    """The name of a database with all tables and nothing in them; it is copied and never used itself."""
    with django_db_blocker.unblock():
        return _made_once("blank", template="template0", fill=_make_tables)


@pytest.fixture(scope="session")
def tiny_world_database(blank_database: str, django_db_blocker: Any) -> str:
    """The name of the database with the world as it was made; it is copied and never used itself."""
    with django_db_blocker.unblock():
        return _made_once("tiny", template=blank_database, fill=_make_world)


@pytest.fixture
def tiny_world(tiny_world_database: str, django_db_blocker: Any) -> Iterator[WorldAtHand]:
    """A copy of the tiny world in the place of the database of this test."""
    with django_db_blocker.unblock(), a_database_like(tiny_world_database) as copy:
        yield WorldAtHand(tiny(), ENDS_ON, ENDS_ON + timedelta(days=1), copy)


@contextmanager
def a_database_like(template: str) -> Iterator[str]:
    """A copy of a database in the place of the test's, thrown away at the end."""
    with an_empty_database(f"{template}_{os.getpid()}", template=template) as name:
        yield name


@contextmanager
def an_empty_database(name: str, *, template: str = "template0", keep_as: str = "") -> Iterator[str]:
    """A new database in the place of the test's, like a template if there is one; in the end thrown away or kept under a name."""
    with _server() as server:
        _drop(server, name)
        _create(server, name, template=template)
        try:
            with _in_place(name):
                yield name
            if keep_as:
                server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(keep_as)))
        finally:
            _drop(server, name)


def url_of_test_database() -> str:
    """The address of the database that is in place now, for what connects by itself."""
    from django.db import connections

    return make_conninfo(dbname=connections["default"].settings_dict["NAME"], **_address())


def drop_database(name: str) -> None:
    """Throw a database of the test's server away, if it is there."""
    with _server() as server:
        _drop(server, name)


def tiny() -> Any:
    """The parameters of the tiny world."""
    from abonent.simulation.world import a_world

    return a_world(name="tiny", ends_on=ENDS_ON, nights=NIGHTS)


def _made_once(kind: str, *, template: str, fill: Callable[[], None]) -> str:
    """A database of this version of the program: found, or made under a passing name, so that one half made is not taken for whole."""
    from abonent.simulation.kept_worlds import version

    name = f"world_{kind}_{version()}"
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(hashtextextended('world for tests', 0))")
        if not _exists(server, name):
            _drop_former(server, kind)
            with an_empty_database(f"{name}_unfinished", template=template, keep_as=name):
                fill()
    return name


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)


def _make_world() -> None:
    from abonent.simulation.worlds import make_world

    make_world(tiny(), ends_on=ENDS_ON, tell=lambda _sentence: None, checked=True)


@contextmanager
def _in_place(name: str) -> Iterator[None]:
    """Let Django work in another database of the server."""
    from django.db import connections

    from abonent.simulation.kept_worlds import let_go_of_database

    settings = connections["default"].settings_dict
    former = settings["NAME"]
    let_go_of_database()
    settings["NAME"] = name
    try:
        yield
    finally:
        let_go_of_database()
        settings["NAME"] = former


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(dbname="postgres", autocommit=True, **_address()) as server:
        yield server


def _address() -> dict[str, Any]:
    from django.conf import settings

    database = settings.DATABASES["default"]
    named = {"host": database["HOST"], "port": database["PORT"], "user": database["USER"], "password": database["PASSWORD"]}
    return {name: value for name, value in named.items() if value}


def _exists(server: psycopg.Connection, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create(server: psycopg.Connection, name: str, *, template: str) -> None:
    """A database that somebody works in cannot be copied, so our own connections are given up first."""
    from abonent.simulation.kept_worlds import let_go_of_database

    let_go_of_database()
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def _drop(server: psycopg.Connection, name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_former(server: psycopg.Connection, kind: str) -> None:
    """What earlier versions of the program made is of no use any more."""
    former = server.execute("SELECT datname FROM pg_database WHERE datname ~ %s", [f"^world_{kind}_[0-9a-f]{{12}}"]).fetchall()
    for (name,) in former:
        _drop(server, name)
