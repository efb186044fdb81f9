"""Asks a register: one request over HTTPS to a public address, with an answer of little size in little time, or none."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from abonent.kit.outbound import connected

SECONDS = 8
MOST_BYTES = 256 * 1024
_PIECE = 16 * 1024
_MOST_LETTERS = 300


class NoAnswer(Exception):
    """The register cannot be reached, takes too long, or answers what is no answer."""


class NotFound(Exception):
    """The register has nobody with that number."""


def ask(register: str, path: str, *, base: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """The register's answer to a path under its address, as JSON; POST with a body, else GET. Redirections are not followed.

    `settings.REGISTER_ADDRESSES` may name a gateway of the house for a register; that alone may be in the house's own network.
    """
    own = getattr(settings, "REGISTER_ADDRESSES", {}).get(register)
    try:
        status, content = _exchanged((own or base) + path, body, may_be_private=own is not None)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer(str(error)) from error
    if status == http.HTTPStatus.NOT_FOUND:
        raise NotFound
    answer = _read(content)
    if status != http.HTTPStatus.OK and "errorWrappers" not in answer and "code" not in answer:
        raise NoAnswer(f"status {status}")
    return answer


def line_of(value: Any) -> str:
    """A text of an answer on one line, none longer than anything a register writes; the empty text for what is no text."""
    if not isinstance(value, str):
        return ""
    return " ".join("".join(letter for letter in value[: _MOST_LETTERS * 2] if letter.isprintable() or letter.isspace()).split())[
        :_MOST_LETTERS
    ]


def _exchanged(url: str, body: dict[str, Any] | None, *, may_be_private: bool) -> tuple[int, bytes]:
    parts = urlsplit(url)
    assert parts.hostname is not None
    if parts.scheme != "https" and not may_be_private:
        raise NoAnswer("not over HTTPS")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    until = time.monotonic() + SECONDS
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.sock = connected(parts.hostname, port, secure=parts.scheme == "https", may_be_private=may_be_private, seconds=SECONDS)
    try:
        payload = json.dumps(body).encode() if body is not None else None
        headers = {
            "Accept": "application/json",
            "User-Agent": "Abonent",
            "Connection": "close",
            **({"Content-Type": "application/json"} if body else {}),
        }
        connection.request(
            "POST" if body is not None else "GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, payload, headers
        )
        response = connection.getresponse()
        return response.status, _received(response, until)
    finally:
        connection.close()


def _received(response: http.client.HTTPResponse, until: float) -> bytes:
    content = b""
    while piece := response.read1(_PIECE):
        content += piece
        if len(content) > MOST_BYTES or time.monotonic() > until:
            raise NoAnswer("too much, or too slow")
    return content


def _read(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoAnswer("no JSON") from error
    if not isinstance(answer, dict):
        raise NoAnswer("no object")
    return answer
