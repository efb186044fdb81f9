"""A child that dies is started again, and nothing that it started is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from abonent.config.child_process import SHORTEST_PAUSE, Child
from abonent.config.log import open_log

SLEEPS_WITH_A_HELPER = "import subprocess, sys, time; print('awake', flush=True); subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']); time.sleep(600)"
DIES_AT_ONCE = "raise SystemExit(7)"


@pytest.fixture
def child_of(tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    children: list[Child] = []

    def make(program: str) -> Child:
        children.append(Child("sample", [sys.executable, "-c", program], open_log(tmp_path).bind(process="sample")))
        return children[-1]

    yield make
    for child in children:
        child.stop()


def wait_until(condition: Callable[[], object]) -> None:
    while not condition():
        time.sleep(0.02)


def helpers_of(child: Child) -> list[psutil.Process]:
    assert child.process is not None
    return psutil.Process(child.process.pid).children()


def test_a_killed_child_is_replaced_and_its_own_children_are_ended(child_of: Callable[[str], Child]):
    child = child_of(SLEEPS_WITH_A_HELPER)
    child.look()
    assert child.process is not None
    first = child.process.pid
    wait_until(lambda: helpers_of(child))
    helper = helpers_of(child)[0]

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: child.look() or (child.process and child.process.pid != first))

    wait_until(lambda: not helper.is_running() or helper.status() == psutil.STATUS_ZOMBIE)


def test_a_child_that_keeps_dying_is_started_at_longer_and_longer_intervals(child_of: Callable[[str], Child]):
    child = child_of(DIES_AT_ONCE)
    wait_until(lambda: child.look() or child.pause >= SHORTEST_PAUSE * 4)
    assert child.process is None
    assert child.due_at > time.monotonic()


def test_what_a_child_says_is_in_the_one_log(child_of: Callable[[str], Child], tmp_path: Path):
    child = child_of(SLEEPS_WITH_A_HELPER)
    child.look()
    log = tmp_path / "log" / "abonent.log"
    wait_until(lambda: "awake" in log.read_text())
    assert '"process": "sample"' in log.read_text()


def test_a_stopped_child_leaves_nothing_running(child_of: Callable[[str], Child]):
    child = child_of(SLEEPS_WITH_A_HELPER)
    child.look()
    wait_until(lambda: helpers_of(child))
    helper = helpers_of(child)[0]

    child.stop()

    assert child.process is None
    wait_until(lambda: not helper.is_running() or helper.status() == psutil.STATUS_ZOMBIE)
