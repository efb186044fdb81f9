"""The frame of every bench: a database to throw away, the machine's yardstick, the floor of COPY, peak memory, one shape of result.

Seconds are reported, never asserted: a goal is a ratio inside one run. The floor is the binary COPY of the very rows into
empty tables of the same columns and btree keys, without triggers, checks and foreign keys: what no writer can beat by much.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import perf_counter, sleep
from typing import Any, cast

from django.db import connection
from psycopg.conninfo import make_conninfo

from abonent.kit.postgres import programs

MEGABYTE = 2**20
LOOPS = 3_000_000


@dataclass(frozen=True)
class BenchResult:
    """What `abonent bench NAME --json` prints. `detail` holds parts, yardstick and what else tells."""

    bench: str
    rows: int
    seconds: float
    floor_seconds: float | None
    detail: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The object in the shape scripts rely on."""
        ratio = round(self.seconds / self.floor_seconds, 2) if self.floor_seconds else None
        return {
            "bench": self.bench,
            "rows": self.rows,
            "seconds": round(self.seconds, 2),
            "floor_seconds": round(self.floor_seconds, 2) if self.floor_seconds else None,
            "ratio": ratio,
            "peak_mb": peak_megabytes(),
            "detail": dict(self.detail),
        }


@contextmanager
def throw_away_database(name: str) -> Iterator[None]:
    """Work in a new, migrated database beside the installation's; it is dropped at the end, whatever happened."""
    # A command may have connected already; its pool would go on handing out connections to the installation's own database.
    connection.close()
    cast(Any, connection).close_pool()
    own_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.close()
        cast(Any, connection).close_pool()
        connection.creation.destroy_test_db(own_name, verbosity=0)


@contextmanager
def stopwatch(seconds: dict[str, float], part: str) -> Iterator[None]:
    """Add the time that the block takes to `seconds[part]`."""
    began = perf_counter()
    yield
    seconds[part] = round(seconds.get(part, 0.0) + perf_counter() - began, 3)


@contextmanager
def web_server() -> Iterator[HTTPConnection]:
    """The product's own web server over the database in place, one process of it: a connection that is kept between requests."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
    command += ["--workers", "1", "--blocking-threads", "4", "abonent.config.wsgi:application"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": _address()}, **quiet)  # type: ignore[call-overload]
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        _wait_for(asked)
        yield asked
    finally:
        asked.close()
        server.terminate()
        server.wait()


def _wait_for(asked: HTTPConnection) -> None:
    for _try in range(300):
        try:
            asked.request("HEAD", "/")
            asked.getresponse().read()
            return
        except (OSError, HTTPException):
            asked.close()
            sleep(0.2)
    raise RuntimeError("the web server did not start")


def _address() -> str:
    settings = connection.get_connection_params()
    named = {name: settings[name] for name in ("host", "port", "user", "password", "dbname") if settings.get(name)}
    return make_conninfo(**named)


def peak_megabytes() -> int:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def peak_megabytes_of_children() -> int:
    """The most memory that one of the children held that have ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def checkpoint() -> None:
    """Write what is dirty, so that a measured part does not pay for the one before it."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")


def copy_floor(tables: Sequence[str]) -> dict[str, float]:
    """Seconds that the binary COPY of each table's rows into its bare twin takes: `LIKE ... INCLUDING INDEXES`."""
    seconds: dict[str, float] = {}
    for table in tables:
        with tempfile.TemporaryFile() as rows, connection.cursor() as cursor:
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
                for block in copy:
                    rows.write(block)
            cursor.execute(f'CREATE TABLE "floor_{table}" (LIKE "{table}" INCLUDING INDEXES INCLUDING GENERATED)')
            cursor.execute("CHECKPOINT")
            rows.seek(0)
            with stopwatch(seconds, table), cursor.copy(f'COPY "floor_{table}" FROM STDIN (FORMAT binary)') as copy:
                while block := rows.read(MEGABYTE):
                    copy.write(block)
            cursor.execute(f'DROP TABLE "floor_{table}"')
    return seconds


def yardstick() -> dict[str, float]:
    """What this machine can do at this moment: a fixed Python loop, and pgbench on one connection in the bench's database."""
    began = perf_counter()
    total = 0
    for number in range(LOOPS):
        total += number & 7
    return {"python_loop_seconds": round(perf_counter() - began, 3), "pgbench_tps": _pgbench()}


def _pgbench() -> float:
    settings = connection.get_connection_params()
    environment = {
        **os.environ,
        "PGHOST": str(settings.get("host", "")),
        "PGUSER": str(settings.get("user", "")),
        "PGPORT": str(settings.get("port", "") or 5432),
        "PGPASSWORD": str(settings.get("password", "")),
        "PGDATABASE": str(settings["dbname"]),
    }
    pgbench = programs.folder() / "pgbench"
    subprocess.run([pgbench, "-i", "-q", "-s", "2"], env=environment, check=True, capture_output=True)
    said = subprocess.run([pgbench, "-T", "4", "-c", "1"], env=environment, check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("tps"))
    return round(float(line.split()[2]), 1)
