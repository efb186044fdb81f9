"""`abonent up` keeps database, web server and worker running whatever is killed, and stops them in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest

from abonent.kit.postgres import Cluster
from abonent.kit.postgres.practice import drop_copy, make_copy
from abonent.kit.practice_port import port_of

# All tables are made before the first page comes; while the rest of the suite runs beside it, that takes minutes.
PATIENCE = 600
MADE_AT = "2026-11-22T08:00:00+00:00"


def wait_for(what: str, condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.1)


@dataclass
class Running:
    """One `abonent up` on a home and a port of its own."""

    process: subprocess.Popen[bytes]
    home: Path
    port: int

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/account/login/", timeout=20) as page:
                return page.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def log(self) -> list[dict[str, str]]:
        file = self.home / "log" / "abonent.log"
        return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []

    def pid_of(self, name: str) -> int:
        return [int(line["pid"]) for line in self.log() if line["process"] == name and line["event"] == "started"][-1]

    def said(self, name: str, event: str) -> bool:
        return any(line["process"] == name and line["event"].startswith(event) for line in self.log())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ABONENT_HOME": str(home), "ABONENT_ALLOW_NON_DURABLE": "1"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "abonent", "up", "--port", str(port)]
    with (home / "said").open("wb") as said:
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        yield Running(process, home, port)
    finally:
        process.terminate()
        process.wait()
        Cluster(home).stop()


def test_a_second_supervisor_of_the_same_installation_is_refused(running: Running):
    wait_for("the database", lambda: running.said("database", "answers"))

    second = subprocess.run(
        [sys.executable, "-m", "abonent", "up", "--port", str(running.port + 1)],
        env={**os.environ, "ABONENT_HOME": str(running.home)},
        capture_output=True,
        text=True,
    )

    assert second.returncode == 1
    assert "runs already" in second.stderr


def test_a_practice_copy_is_served_beside_the_product_and_goes_when_it_is_thrown_away(running: Running):
    wait_for("the first page", running.answers)
    url = Cluster(running.home).url
    home = running.home / "practice"

    def settle(fresh: str) -> None:
        environment = {**os.environ, "DATABASE_URL": fresh, "ABONENT_HOME": str(home), "ABONENT_PRACTICE_OF": MADE_AT}
        subprocess.run([sys.executable, "-m", "abonent.config.preparation", "--restored", "practice"], env=environment, check=True)

    home.mkdir()
    make_copy(url, said={"made_at": MADE_AT}, settle=settle, beside=running.home)
    wait_for("the port of the copy", lambda: port_of(running.home))
    copy = Running(running.process, home, port_of(running.home) or 0)
    wait_for("a page of the copy", copy.answers)
    with urllib.request.urlopen(f"http://127.0.0.1:{copy.port}/account/login/", timeout=20) as page:
        assert "nothing is sent" in page.read().decode()
    with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/account/login/", timeout=20) as page:
        assert "nothing is sent" not in page.read().decode()

    drop_copy(url)
    wait_for("the end of the copy", lambda: not port_of(running.home) and not copy.answers())
    assert running.answers()


@pytest.mark.figure
def test_whatever_is_killed_comes_back_and_the_stop_is_in_order(running: Running):
    """The last of them: nothing runs after it."""
    wait_for("the first page", running.answers)

    killed = [running.pid_of("web"), running.pid_of("worker")]
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    wait_for("web and worker started again", lambda: {running.pid_of("web"), running.pid_of("worker")}.isdisjoint(killed))
    wait_for("a page of the new web server", running.answers)

    os.kill(int((running.home / "database" / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    wait_for("the word that the database is gone", lambda: running.said("database", "THE DATABASE IS GONE"))
    wait_for("the word that it is back", lambda: running.said("database", "THE DATABASE IS BACK"))
    wait_for("a page from the database that is back", running.answers)
    with psycopg.connect(Cluster(running.home).url) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)

    wait_for("a worker that works again", lambda: psutil.pid_exists(running.pid_of("worker")))
    web_workers = psutil.Process(running.pid_of("web")).children()
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(PATIENCE) == 0
    stopped = [line["process"] for line in running.log() if line["event"] == "stopped" and not line["process"].startswith("practice")]
    assert stopped == ["web", "worker", "database"]
    assert not [process for process in web_workers if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    assert not Cluster(running.home).is_running()
