"""A process that is to be there as long as the supervisor is.

One that dies is started again, after a pause that doubles from half a second to half a minute while it keeps dying.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import Any

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SECONDS_OF_GOOD_HEALTH = 60.0
"""A child that has lived so long is well: its next death is a new story with a short pause."""
SECONDS_TO_STOP = 20.0
DEATH_SIGNAL_OPTION = 1


@dataclass
class Child:
    """A process that is to be there as long as the supervisor is."""

    name: str
    command: list[str]
    log: Any
    environment: dict[str, str] | None = None
    """None: that of the supervisor."""
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    pause: float = SHORTEST_PAUSE
    due_at: float = 0.0
    """When it may be started (again), on the monotonic clock."""

    def look(self) -> None:
        """Start it if it is due; notice its death and say when it will be started again."""
        if self.process is None:
            if time.monotonic() >= self.due_at:
                self._start()
        elif self.process.poll() is not None:
            self._bury(self.process.returncode)

    def _start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=self.environment,
            start_new_session=True,
            preexec_fn=_die_with_supervisor,
        )
        self.started_at = time.monotonic()
        threading.Thread(target=_copy_lines, args=[self.process.stdout, self.log], daemon=True).start()
        self.log.info("started", pid=self.process.pid)

    def _bury(self, code: int) -> None:
        assert self.process is not None
        _kill_group(self.process.pid)
        if time.monotonic() - self.started_at > SECONDS_OF_GOOD_HEALTH:
            self.pause = SHORTEST_PAUSE
        self.log.error("died, will be started again", code=code, seconds=self.pause)
        self.process, self.due_at = None, time.monotonic() + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def stop(self, *, patience: float = SECONDS_TO_STOP) -> None:
        """Ask it to end, wait, and end it and all that it started."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.log.warning("does not stop and is killed")
        _kill_group(self.process.pid)
        self.process.wait()
        self.process = None
        self.log.info("stopped")


def _copy_lines(stream: Any, log: Any) -> None:
    for line in stream:
        if line.strip():
            log.info(line.rstrip())


def _kill_group(leader: int) -> None:
    """End what is left of a child's process group: a killed web server leaves workers that hold the port."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


_libc = ctypes.CDLL(None)
_set_death_signal = partial(getattr(_libc, "prctl", lambda *_: None), DEATH_SIGNAL_OPTION, signal.SIGTERM)


def _die_with_supervisor() -> None:
    """On Linux the kernel ends a child whose supervisor was killed; elsewhere the next start finds the port taken and says so."""
    _set_death_signal()
