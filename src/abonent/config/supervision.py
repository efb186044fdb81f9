"""`abonent up`: keeps database, web server and worker running as one, with one log, and stops them in order.

A child that dies is started again. A database that is gone is announced and started again; web and worker stay up and find it by themselves. On SIGTERM or Ctrl-C the web server
stops first, then the worker, then the database, so that nobody works against something that is no longer there.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from abonent.config.child_process import Child
from abonent.config.log import open_log
from abonent.config.practice import Practice
from abonent.config.serving import pages_are_served
from abonent.kit.postgres import Cluster, DatabaseTrouble, refuse_non_durable

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_LOOKS_AT_DATABASE = 2.0


class CannotSupervise(DatabaseTrouble):
    """Another supervisor serves this installation, the port is taken, or the database could not be brought up to date."""


@dataclass
class Database:
    """The embedded cluster, or somebody else's server, watched from outside."""

    cluster: Cluster | None
    url: str
    log: Any
    gone: bool = False

    def look(self) -> None:
        """Announce a database that went away, start ours again, and say when it is back."""
        if self._answers():
            if self.gone:
                self.log.info("THE DATABASE IS BACK. All that was saved is there.")
            self.gone = False
            return
        if not self.gone:
            self.log.error("THE DATABASE IS GONE. Nothing can be saved until it is back; what was saved is safe.")
        self.gone = True
        if self.cluster:
            try:
                self.cluster.start()
            except DatabaseTrouble as trouble:
                self.log.error("does not start", reason=str(trouble))

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def stop(self) -> None:
        if self.cluster:
            self.cluster.stop()
            self.log.info("stopped")


@dataclass
class Supervisor:
    """What runs together; `run` returns after a signal, when all of it has stopped."""

    database: Database
    children: list[Child]
    practice: Practice | None = None
    ending: threading.Event = field(default_factory=threading.Event)

    def run(self, announce: Callable[[], None], port: int) -> None:
        """Look after everything until a signal comes; call `announce` once the web server answers."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.ending.set())
        announced = False
        looked_at_database = time.monotonic()
        try:
            while not self.ending.wait(SECONDS_BETWEEN_LOOKS):
                for child in self.children:
                    child.look()
                if self.practice:
                    self.practice.look()
                if time.monotonic() - looked_at_database > SECONDS_BETWEEN_LOOKS_AT_DATABASE:
                    self.database.look()
                    looked_at_database = time.monotonic()
                if not announced and pages_are_served(port):
                    announced = True
                    announce()
        finally:
            if self.practice:
                self.practice.stop()
            for child in self.children:
                child.stop()
            self.database.stop()


def up(*, home: Path, host: str, port: int, announce: Callable[[], None]) -> None:
    """Run the installation in `home` until SIGTERM or Ctrl-C; `announce` is called when pages are served."""
    with _only_supervisor(home):
        log = open_log(home)
        if _port_answers(port):
            raise CannotSupervise(f"Port {port} is in use. Choose another one: --port {port + 1}")
        database = _start_database(home, log.bind(process="database"))
        try:
            _prepare()
        except BaseException:
            database.stop()
            raise
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        web += ["--workers", str(min(os.cpu_count() or 1, 4)), "--blocking-threads", "4", "abonent.config.wsgi:application"]
        worker = [sys.executable, "-m", "abonent", "worker"]
        children = [Child("web", web, log.bind(process="web")), Child("worker", worker, log.bind(process="worker"))]
        practice = Practice(home, host, port, database.url, log)
        Supervisor(database, children, practice).run(announce, port)


def demand_free(*, home: Path, port: int) -> None:
    """Refuse at once what `up` would refuse later: another supervisor here, or a port that is in use."""
    with _only_supervisor(home):
        if _port_answers(port):
            raise CannotSupervise(f"Port {port} is in use. Choose another one: --port {port + 1}")


@contextmanager
def _only_supervisor(home: Path) -> Iterator[None]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise CannotSupervise(f"Abonent runs already for {home}.") from taken
        yield


def _start_database(home: Path, log: Any) -> Database:
    elsewhere = os.environ.get("DATABASE_URL")
    cluster = None if elsewhere else Cluster(home)
    url = elsewhere or Cluster(home).start()
    with psycopg.connect(url) as connection:
        refuse_non_durable(connection)
    log.info("answers", embedded=cluster is not None)
    return Database(cluster, url, log)


def _prepare() -> None:
    answer = subprocess.run([sys.executable, "-m", "abonent.config.preparation"], capture_output=True, text=True)
    if answer.returncode:
        raise CannotSupervise(f"Tables or static files could not be brought up to date:\n{answer.stderr.strip()}")


def _port_answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
