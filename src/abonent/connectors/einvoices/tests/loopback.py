"""A server of an authority on this machine: what tests of ways to authorities talk to in its place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes


# The status and the content of an answer; None hangs up without one.
Answered = tuple[int, bytes] | None


@contextmanager
def listening(answer: Callable[[Asked], Answered], media_type: str) -> Iterator[str]:
    """Answers on a port of this machine, whose address is given, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            said = answer(Asked(self.command, self.path, dict(self.headers), content))
            if said is None:
                self.connection.close()
                return
            self.send_response(said[0])
            self.send_header("Content-Type", media_type)
            self.end_headers()
            self.wfile.write(said[1])

        do_GET = do_POST = do_DELETE = _answer

        def log_message(self, *_said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
