"""A second database beside the first, for practice: a copy of today's that may be thrown away and made again.

It is made by pg_dump and pg_restore, which see one moment of the database and hinder nobody who works in it meanwhile. It appears
under its own name only when it is whole; what is said of it is kept as the comment of the database. A database of that name without
such a comment is somebody else's and is left alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from abonent.kit.postgres.backups import back_up, drop_database, fill_database
from abonent.kit.postgres.trouble import DatabaseTrouble

DUMP_FOLDER = "practice_dump"
_TURN = 1_953_047_212


class NameTaken(DatabaseTrouble):
    """Somebody else's database has the name that the copy would have."""


class BeingMade(DatabaseTrouble):
    """Somebody makes a copy at this moment, or throws it away."""


@dataclass(frozen=True)
class PracticeDatabase:
    """The copy that is there: its address, what was said when it was made, the room it takes; a copy made anew has another number."""

    url: str
    said: dict[str, str]
    bytes: int
    number: int


def practice_url(url: str) -> str:
    """The address that the copy of the database at `url` has."""
    return make_conninfo(url, dbname=_name(url))


def find_copy(url: str) -> PracticeDatabase | None:
    """The copy of the database at `url`, if there is one; other databases of its name are none."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database'), pg_database_size(oid), oid::bigint FROM pg_database WHERE datname = %s",
            [_name(url)],
        ).fetchone()
    said = _said(row[0]) if row else None
    return PracticeDatabase(practice_url(url), said, row[1], row[2]) if row and said is not None else None


def may_make_copies(url: str) -> bool:
    """Whether the server lets this program create databases."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])


def demand_own_name(url: str) -> None:
    """Refuse where somebody else's database has the name of the copy: it would be thrown away."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [_name(url)]
        ).fetchone()
    if row and _said(row[0]) is None:
        raise NameTaken(f"There is a database {_name(url)} that is no practice copy. Rename it.")


def bytes_to_copy(url: str) -> int:
    """The room that the database at `url` takes."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row
    return int(row[0])


def is_being_made(url: str) -> bool:
    """Whether somebody makes a copy at this moment, from whichever process."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database"
            " WHERE locktype = 'advisory' AND classid = 0 AND objid = %s AND datname = current_database()",
            [_TURN],
        ).fetchone()
    return row is not None


def share_made(url: str) -> float:
    """How much of a copy that is being made is there already, from 0 to 1."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT pg_database_size(oid)::float / pg_database_size(current_database()) FROM pg_database WHERE datname = %s", [_fresh(url)]
        ).fetchone()
    return min(1.0, row[0]) if row else 0.0


def make_copy(url: str, *, said: dict[str, str], settle: Callable[[str], None], beside: Path) -> None:
    """Make the copy anew; `settle` is given its address before anybody can use it. The former copy stays until then.

    The dump lies for a while in the folder `beside`: the one for passing things of the machine may be small.
    """
    with _turn(url) as server, _dump(url, beside) as file:
        demand_own_name(url)
        drop_database(server, _fresh(url))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(_fresh(url))))
        try:
            fresh = make_conninfo(url, dbname=_fresh(url))
            fill_database(fresh, file)
            settle(fresh)
            server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(_fresh(url)), sql.Literal(json.dumps(said))))
            drop_database(server, _name(url))
            server.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [_fresh(url)])
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(_fresh(url)), sql.Identifier(_name(url))))
        except BaseException:
            drop_database(server, _fresh(url))
            raise


def drop_copy(url: str) -> None:
    """Throw the copy away, and what a killed try has left; whoever is connected to it is disconnected."""
    with _turn(url) as server:
        demand_own_name(url)
        drop_database(server, _name(url))
        drop_database(server, _fresh(url))


@contextmanager
def _turn(url: str) -> Iterator[psycopg.Connection]:
    """A connection that alone makes or drops copies; it is let go when the process dies."""
    with psycopg.connect(url, autocommit=True) as server:
        row = server.execute("SELECT pg_try_advisory_lock(%s)", [_TURN]).fetchone()
        if not row or not row[0]:
            raise BeingMade("A practice copy is being made or thrown away. Wait until that is done.")
        yield server


@contextmanager
def _dump(url: str, beside: Path) -> Iterator[Path]:
    """A backup that nobody else can read, gone afterwards; what a killed try has left goes first."""
    folder = beside / DUMP_FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        file = folder / "today.dump"
        back_up(url, file)
        yield file
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _said(comment: str | None) -> dict[str, str] | None:
    """What the comment of a copy says; None for that of another database."""
    try:
        said = json.loads(comment or "")
    except ValueError:
        return None
    return said if isinstance(said, dict) and "made_at" in said else None


def _name(url: str) -> str:
    return f"{conninfo_to_dict(url)['dbname']}_practice"


def _fresh(url: str) -> str:
    return f"{_name(url)}_making"
