"""One cluster in one folder: made, started, stopped and found again by any number of processes."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import pq

from abonent.kit.postgres import programs, server_settings
from abonent.kit.postgres.server_account import ServerAccount, server_account
from abonent.kit.postgres.socket_folder import make_private, socket_folder
from abonent.kit.postgres.trouble import DatabaseUnavailable

SUPERUSER = DATABASE = "abonent"
SECONDS_FOR_ORPHANS = 20
"""After a kill of the server its children hold the shared memory for a second or two, longer on a busy machine."""
SECONDS_FOR_RECOVERY = 600
LARGEST_LOG = 20 * server_settings.MEGABYTE


def database_url(home: Path) -> str:
    """`DATABASE_URL` as it stands, else the address of the cluster under `home`, which is made and started if need be."""
    return os.environ.get("DATABASE_URL") or Cluster(home).start()


@dataclass(frozen=True)
class Cluster:
    """The embedded database of the installation in `home`."""

    home: Path

    @property
    def area(self) -> Path:
        return self.home.absolute() / "database"

    @property
    def data(self) -> Path:
        return self.area / "data"

    @property
    def log(self) -> Path:
        return self.area / "server.log"

    @property
    def sockets(self) -> Path:
        return socket_folder(self.area)

    @property
    def url(self) -> str:
        """The address of the cluster's database, running or not."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.sockets), safe='')}"

    @cached_property
    def account(self) -> ServerAccount:
        return server_account(self.area)

    def is_running(self) -> bool:
        """True if the server answers, be it with "too many clients"; one that is starting, recovering or stopping does not."""
        return pq.PGconn.ping(self.url_of("postgres").encode()) == pq.Ping.OK

    def _lets_in(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> str:
        """Make what is missing, start what stands still, and return the address. Harmless when all is there."""
        if not self._lets_in():
            with self._alone():
                self._initialise()
                if not self.is_running():
                    self._start_server()
                self._create_database()
        return self.url

    def stop(self) -> None:
        """Stop the server if it runs: open transactions are rolled back, all that is committed is written.

        One that does not end in order, as after a crash of one of its processes, is stopped at once and puts itself right at its next start.
        """
        if not self.data.exists():
            return
        with self._alone():
            if self._postmaster():
                self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", SECONDS_FOR_RECOVERY, accepted=(0, 1))
            if self._postmaster():
                self._run("pg_ctl", "stop", "-D", self.data, "-m", "immediate", "-w", "-t", SECONDS_FOR_RECOVERY)
            if not self.sockets.is_relative_to(self.area):
                shutil.rmtree(self.sockets, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the cluster's lock, so that of several processes one makes and starts the server and the others find it running."""
        try:
            self.area.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = (self.area / "lock").open("w")
        except OSError as fault:
            raise DatabaseUnavailable(
                f"The database cannot be kept in {self.area}: {fault.strerror}. Name another folder in ABONENT_HOME."
            ) from fault
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _postmaster(self) -> psutil.Process | None:
        """The server's first process, if the number in its note is still its own: after a reboot it may be anybody's."""
        try:
            noted = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            return noted if Path(noted.cwd()).samefile(self.data) else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def _initialise(self) -> None:
        """Run initdb into a folder aside and move it into place, so that a killed start leaves no half-made cluster."""
        if self.data.exists():
            self._refuse_other_version()
            return
        self.account.give(self.area)
        unfinished = self.area / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        no_sync = ["--no-sync"] if server_settings.non_durable_allowed() else []
        locale = _locale_options(programs.major_version(self.account.programs))
        self._run("initdb", "-D", unfinished, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--data-checksums", *locale, *no_sync)
        with (unfinished / "postgresql.conf").open("a") as configuration:
            configuration.write("include = '../abonent.conf'\n")
        unfinished.rename(self.data)

    def _refuse_other_version(self) -> None:
        written_by, here = (self.data / "PG_VERSION").read_text().strip(), str(programs.major_version(self.account.programs))
        if written_by != here:
            raise DatabaseUnavailable(
                f"The database in {self.area} was made by PostgreSQL {written_by}; the programs here are of version {here}. Back it up with "
                "the former ones (abonent db backup), move the folder aside, start, and restore (abonent db restore)."
            )

    def _start_server(self) -> None:
        make_private(self.sockets, self._owner())
        self.account.give(self.sockets)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        values = server_settings.settings(socket_folder=self.sockets)
        configuration = self.area / "abonent.conf"
        configuration.write_text(server_settings.as_file(values))
        self.account.give(configuration)
        give_up_at = time.monotonic() + SECONDS_FOR_ORPHANS
        while not (self.is_running() or self._started()):
            if time.monotonic() > give_up_at:
                raise DatabaseUnavailable(
                    f"The database did not start: either the server still runs and does not answer, or {self.data / 'postmaster.pid'} names a "
                    f"process that is not the server (after a reboot). The end of {self.log} says:\n{self._end_of_log()}"
                )
            time.sleep(0.5)

    def _started(self) -> bool:
        written_before = self.log.stat().st_size if self.log.exists() else 0
        answer = self._run("pg_ctl", "start", "-D", self.data, "-l", self.log, "-w", "-t", SECONDS_FOR_RECOVERY, "-s", accepted=(0, 1))
        if answer.returncode == 0:
            return True
        complaint = self.log.read_text(errors="replace")[written_before:] if self.log.exists() else answer.stderr
        if "shared memory" in complaint or "lock file" in complaint:
            return False
        raise DatabaseUnavailable(f"The database did not start. {self.log} says:\n{complaint.strip() or answer.stderr}")

    def _create_database(self) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _owner(self) -> int:
        return self.account.owner[0] if self.account.owner else os.geteuid()

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:]) if self.log.exists() else "(nothing)"

    def _run(self, program: str, *arguments: object, accepted: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        """Run a server program as the cluster's account, in plain English and with none of the caller's own PG settings."""
        command = [str(self.account.programs / program), *map(str, arguments)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
        answer = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd="/", env=environment, **self.account.launch
        )
        if answer.returncode not in accepted:
            raise DatabaseUnavailable(f"{program} failed ({answer.returncode}): {(answer.stderr or answer.stdout).strip()}")
        return answer


def _locale_options(major_version: int) -> list[str]:
    """Right upper and lower case for every letter, the same on each machine; text is sorted by our own keys."""
    known_to_system = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    if major_version >= 17:
        return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={known_to_system}"]
    return [f"--locale={known_to_system}"]
