"""E-mail and web addresses as they are compared."""

from __future__ import annotations

import re

# One @ with something printable on both sides and a domain of labels: what mail servers accept in practice, not RFC 5322.
_EMAIL = re.compile(r"[^@\s,;<>\"'()\[\]\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)


def normalised_email(text: str) -> str:
    """Small letters; the empty text if it is no address."""
    bare = text.strip().removeprefix("mailto:").lower()
    return bare if len(bare) <= 120 and _EMAIL.fullmatch(bare) and ".." not in bare else ""


def normalised_web(text: str) -> str:
    """Without scheme and last slash, in small letters; the empty text if it has no dot or a blank."""
    bare = _SCHEME.sub("", text.strip()).rstrip("/").lower()
    return bare if "." in bare and not re.search(r"\s", bare) else ""
