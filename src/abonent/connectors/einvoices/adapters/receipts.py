"""What comes of handing a document over, and what an authority answers later."""

from __future__ import annotations

from dataclasses import dataclass

from abonent.connectors.einvoices.findings import Finding


@dataclass(frozen=True)
class Receipt:
    """It was taken: what the receiver calls it, whether he has said himself that he accepts it, and whether he will say so later."""

    name: str
    is_accepted: bool
    is_answered_later: bool = False


@dataclass(frozen=True)
class Answer:
    """What an authority says of a document that it was handed: whether it has it now, under which number, and what it found.

    `content` is its own paper: the UPO of KSeF, the status of NAV.
    """

    is_accepted: bool
    name: str
    findings: tuple[Finding, ...] = ()
    content: bytes = b""


class NotReached(Exception):
    """Nobody was there, or nobody listened: the document has not left the house, and is tried again."""


class AnswerLost(Exception):
    """The document left the house and no answer came: it may have been taken or not."""


class TurnedDown(Exception):
    """The receiver read the document and does not take it; the text is his."""
