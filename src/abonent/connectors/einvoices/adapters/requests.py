"""One request over HTTPS to a host that somebody has named: the answer with its status, or why there is none."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from abonent.connectors.einvoices.adapters.receipts import AnswerLost, NotReached
from abonent.kit.outbound import connected

SECONDS = 30
# Answers that say "not now": the same request may be right later.
LATER = (http.HTTPStatus.REQUEST_TIMEOUT, http.HTTPStatus.TOO_MANY_REQUESTS)
KILOBYTE = 1024


def asked(method: str, address: str, headers: Mapping[str, str], content: bytes = b"", *, most: int) -> tuple[int, bytes]:
    """The status of the answer and as much of it as `most`. Raises NotReached before anything left, AnswerLost after."""
    parts = urlsplit(address)
    # A receiver in the house's own network is one that the machine's settings name.
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
        connection.request(method, parts.path or "/", content, {"User-Agent": "Abonent", "Connection": "close", **headers})
        response = connection.getresponse()
        return response.status, _received(response, most)
    except (OSError, http.client.HTTPException) as trouble:
        raise AnswerLost(f"{parts.netloc}: {trouble}") from trouble
    finally:
        connection.close()


def is_taken(status: int) -> bool:
    """Whether the request was right and done."""
    return http.HTTPStatus.OK <= status < http.HTTPStatus.MULTIPLE_CHOICES


def is_for_later(status: int) -> bool:
    """Whether the same request may be right later."""
    return status in LATER or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR


def _received(response: http.client.HTTPResponse, most: int) -> bytes:
    """The answer, as much of it as the receiver needs to say what he has to say."""
    until, content = time.monotonic() + SECONDS, b""
    while len(content) <= most and time.monotonic() < until and (piece := response.read1(most)):
        content += piece
    return content[:most]
