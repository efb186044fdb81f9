"""The kinds of messages that the program sends by itself, told by the folders that know what they are about.

    MESSAGE_KINDS = [MessageKind(code="invoice", label=_("Invoice"), words=words, ...)]

stands in a folder's `messages.py`; `config` fills the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from abonent.correspondence.models import OutgoingMessage
from abonent.kit.registry import Registry


@dataclass(frozen=True)
class Words:
    """The subject and the text of a message, as the recipient reads them."""

    subject: str
    body: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


def _nothing_to_prepare(sources: Sequence[int]) -> None:
    """Nothing has to be made before."""


def _no_attachments(source: int) -> list[Attachment]:
    return []


def _nothing_follows(message: OutgoingMessage) -> None:
    """Nobody has to know."""


@dataclass(frozen=True, kw_only=True)
class MessageKind:
    """How messages of one kind are worded, what goes with them, and when they are not wanted any more.

    `words(said)` is called in the recipient's language. `prepare(sources)` makes the files of the next messages at once, `attachments(source)`
    gives those of one. `unwanted` names a statement that gives, for `ids` of messages, those no longer to be sent as
    (message_id bigint, reason text); `reasons` has the words of its reasons. `accepted(message)` is called in the transaction that
    notes that the mail server took it. `url(source)` is the page of what it is about. `is_offer`: an uncertain one is never sent again.
    """

    code: str
    label: Any
    words: Callable[[Mapping[str, Any]], Words]
    url: Callable[[int], str]
    prepare: Callable[[Sequence[int]], None] = _nothing_to_prepare
    attachments: Callable[[int], list[Attachment]] = _no_attachments
    accepted: Callable[[OutgoingMessage], None] = _nothing_follows
    unwanted: str = ""
    reasons: Mapping[str, Any] = field(default_factory=dict)
    is_offer: bool = False


declared_message_kinds: Registry[MessageKind] = Registry()


def kind_of(code: str) -> MessageKind:
    """The kind that a message says it is."""
    return next(kind for kind in declared_message_kinds if kind.code == code)
