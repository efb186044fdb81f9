"""A database of one's own for tests that commit, kill and race: a copy of the test database, dropped at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def let_go() -> None:
    """Close this thread's connection and the pool behind it, so that the next one goes where the settings say."""
    connection.close()
    connection.close_pool()


@contextmanager
def copied(source: str, name: str) -> Iterator[str]:
    """A copy of a database for the length of the block; nobody may be connected to the source."""
    let_go()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        let_go()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def working_in(name: str) -> Iterator[None]:
    """Let this process, its threads and its forks work in a database."""
    usual = connection.settings_dict["NAME"]
    let_go()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        let_go()
        connection.settings_dict["NAME"] = usual
