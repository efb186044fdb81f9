"""What comes of handing a document over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    """It was taken: what the receiver calls it, and whether he has said himself that he accepts it."""

    name: str
    is_accepted: bool


class NotReached(Exception):
    """Nobody was there, or nobody listened: the document has not left the house, and is tried again."""


class AnswerLost(Exception):
    """The document left the house and no answer came: it may have been taken or not."""


class TurnedDown(Exception):
    """The receiver read the document and does not take it; the text is his."""
