"""Documents to an operator over HTTPS: one request each, under a name of its own, so that one sent twice is known as the same."""

from __future__ import annotations

import http.client
import json
import time
from urllib.parse import urlsplit

from django.conf import settings

from abonent.connectors.einvoices.adapters.receipts import AnswerLost, NotReached, Receipt, TurnedDown
from abonent.kit.outbound import connected

SECONDS = 30
MOST_BYTES = 64 * 1024
_MOST_LETTERS = 200
# Answers that say "not now": the same request may be right later.
_LATER = (http.HTTPStatus.REQUEST_TIMEOUT, http.HTTPStatus.TOO_MANY_REQUESTS)


def hand_over(*, address: str, secret: str, key: str, content: bytes) -> Receipt:
    """Send a document. `key` is the same each time the document is sent. Raises NotReached, AnswerLost, TurnedDown."""
    parts = urlsplit(address)
    # An operator in the house's own network is one that the machine's settings name.
    may_be_private = parts.netloc in getattr(settings, "EINVOICE_OPERATORS", ())
    if not parts.hostname or (parts.scheme != "https" and not may_be_private):
        raise NotReached(f"{parts.netloc}: not over HTTPS")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=SECONDS)
    try:
        connection.sock = connected(parts.hostname, port, secure=parts.scheme == "https", may_be_private=may_be_private, seconds=SECONDS)
    except (OSError, ValueError) as trouble:
        raise NotReached(f"{parts.netloc}: {trouble}") from trouble
    try:
        connection.request("POST", parts.path or "/", content, _headers(secret, key))
        response = connection.getresponse()
        return _receipt(response.status, _received(response))
    except (OSError, http.client.HTTPException) as trouble:
        raise AnswerLost(f"{parts.netloc}: {trouble}") from trouble
    finally:
        connection.close()


def _headers(secret: str, key: str) -> dict[str, str]:
    said = {"Content-Type": "application/xml", "Accept": "application/json", "User-Agent": "Abonent", "Idempotency-Key": key}
    return {**said, "Connection": "close", **({"Authorization": f"Bearer {secret}"} if secret else {})}


def _received(response: http.client.HTTPResponse) -> bytes:
    """The answer, as much of it as an operator needs to say what he has to say."""
    until, content = time.monotonic() + SECONDS, b""
    while len(content) <= MOST_BYTES and time.monotonic() < until and (piece := response.read1(MOST_BYTES)):
        content += piece
    return content[:MOST_BYTES]


def _receipt(status: int, content: bytes) -> Receipt:
    if http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES:
        return Receipt(_named(content, "id"), is_accepted=True)
    if status in _LATER or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotReached(f"status {status}")
    raise TurnedDown(_named(content, "message") or f"status {status}")


def _named(content: bytes, name: str) -> str:
    """What the answer says under a name, or the answer itself where it is no JSON; a short line either way."""
    text = content.decode("utf-8", "replace")
    try:
        said = json.loads(text)
        text = str(said.get(name, "")) if isinstance(said, dict) else text
    except (ValueError, RecursionError):
        pass
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())[:_MOST_LETTERS]
