"""Serves the practice copy beside the product for as long as there is one: web server and worker of an installation of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from abonent.config.child_process import SECONDS_TO_STOP, Child
from abonent.config.home import setting
from abonent.config.serving import pages_are_served
from abonent.kit.postgres.practice import PracticeDatabase, find_copy
from abonent.kit.practice_port import forget_port, note_port

SECONDS_BETWEEN_LOOKS = 2.0
SECONDS_TO_LEAVE_WHAT_IS_GONE = 1.0
"""Work on a copy that was thrown away cannot be ended in order, and the product must not wait for it."""
PORTS_TRIED = 20


@dataclass
class Practice:
    """The children that serve the copy; none while there is no copy. A copy that was made anew gets new ones.

    What is wrong with the copy is logged and never stops the product.
    """

    home: Path
    host: str
    port_of_product: int
    url: str
    log: Any
    children: list[Child] = field(default_factory=list)
    preparing: subprocess.Popen[str] | None = None
    port: int = 0
    """Where it will be served; 0 once it is and the port is written down, or while there is none."""
    served: int = 0
    """The number of the copy; 0 while there is none."""
    looked_at: float = 0.0
    trouble: str = ""

    def look(self) -> None:
        """See whether a copy came, was replaced or went, and keep its processes running."""
        try:
            if time.monotonic() - self.looked_at > SECONDS_BETWEEN_LOOKS:
                self.looked_at = time.monotonic()
                self._follow()
                self.trouble = ""
            for child in self.children:
                child.look()
        except (psycopg.Error, OSError) as trouble:
            if self.trouble != str(trouble):
                self.trouble = str(trouble)
                self.log.bind(process="practice web").error("the practice copy is not served", reason=self.trouble)

    def stop(self, *, patience: float = SECONDS_TO_STOP) -> None:
        """Stop serving it; the copy itself stays."""
        forget_port(self.home)
        if self.preparing:
            self.preparing.kill()
            self.preparing.wait()
        for child in self.children:
            child.stop(patience=patience)
        self.children, self.preparing, self.port, self.served = [], None, 0, 0

    def _follow(self) -> None:
        found = find_copy(self.url)
        number = found.number if found else 0
        if number != self.served:
            self.stop(patience=SECONDS_TO_LEAVE_WHAT_IS_GONE)
            self.served = number
            if found:
                self._prepare(found)
        elif found and self.preparing and self.preparing.poll() is not None:
            self._serve(found)
        elif self.port and pages_are_served(self.port, self.host):
            note_port(self.home, self.port)
            self.log.bind(process="practice web").info("serves the practice copy", port=self.port)
            self.port = 0

    def _prepare(self, found: PracticeDatabase) -> None:
        """Its tables may be those of the program before an upgrade; the product is served meanwhile."""
        command = [sys.executable, "-m", "abonent.config.preparation"]
        with self._said_while_preparing().open("w") as said:
            self.preparing = subprocess.Popen(
                command, env=self._environment(found), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, text=True
            )

    def _serve(self, found: PracticeDatabase) -> None:
        assert self.preparing
        prepared, self.preparing = self.preparing.returncode == 0, None
        if not prepared:
            said = self._said_while_preparing().read_text(errors="replace").strip()
            self.log.bind(process="practice web").error("cannot be brought up to date; make it again", reason=said.rpartition("\n")[2])
            return
        self.port = _free_port(self.host, self.port_of_product + 1)
        web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", self.host, "--port", str(self.port), "--no-ws"]
        web += ["--workers", "1", "--blocking-threads", "4", "abonent.config.wsgi:application"]
        worker = [sys.executable, "-m", "abonent", "worker"]
        environment = self._environment(found)
        self.children = [
            Child("practice web", web, self.log.bind(process="practice web"), environment=environment),
            Child("practice worker", worker, self.log.bind(process="practice worker"), environment=environment),
        ]

    def _said_while_preparing(self) -> Path:
        return self.home / "practice" / "preparation.log"

    def _environment(self, found: PracticeDatabase) -> dict[str, str]:
        hosts = str(setting("hosts", "localhost,127.0.0.1,[::1]"))
        proxied = urlsplit(str(setting("practice_address", ""))).hostname
        return {
            **os.environ,
            "DATABASE_URL": found.url,
            "ABONENT_HOME": str(self.home / "practice"),
            "ABONENT_PRACTICE_OF": found.said["made_at"],
            "ABONENT_HOSTS": f"{hosts},{proxied}" if proxied else hosts,
        }


def _free_port(host: str, first: int) -> int:
    for port in range(first, first + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"No port from {first} to {first + PORTS_TRIED - 1} is free for the practice copy.")
