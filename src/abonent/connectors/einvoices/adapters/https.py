"""Documents to an operator over HTTPS: one request each, under a name of its own, so that one sent twice is known as the same."""

from __future__ import annotations

import json

from abonent.connectors.einvoices.adapters.receipts import NotReached, Receipt, TurnedDown
from abonent.connectors.einvoices.adapters.requests import KILOBYTE, asked, is_for_later, is_taken

_MOST_BYTES = 64 * KILOBYTE
_MOST_LETTERS = 200


def hand_over(*, address: str, secret: str, key: str, content: bytes) -> Receipt:
    """Send a document. `key` is the same each time the document is sent. Raises NotReached, AnswerLost, TurnedDown."""
    status, answer = asked("POST", address, _headers(secret, key), content, most=_MOST_BYTES)
    if is_taken(status):
        return Receipt(_named(answer, "id"), is_accepted=True)
    if is_for_later(status):
        raise NotReached(f"status {status}")
    raise TurnedDown(_named(answer, "message") or f"status {status}")


def _headers(secret: str, key: str) -> dict[str, str]:
    said = {"Content-Type": "application/xml", "Accept": "application/json", "Idempotency-Key": key}
    return {**said, **({"Authorization": f"Bearer {secret}"} if secret else {})}


def _named(content: bytes, name: str) -> str:
    """What the answer says under a name, or the answer itself where it is no JSON; a short line either way."""
    text = content.decode("utf-8", "replace")
    try:
        said = json.loads(text)
        text = str(said.get(name, "")) if isinstance(said, dict) else text
    except (ValueError, RecursionError):
        pass
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())[:_MOST_LETTERS]
