from __future__ import annotations

from collections.abc import Iterator

import pytest

from abonent.connectors.smtp.tests.mail_server import Handler, a_mail_server
from abonent.correspondence.message_kinds import MessageKind, Words, declared_message_kinds

NOTICE = MessageKind(
    code="notice",
    label="Notice",
    words=lambda said: Words(f"Notice {said['n']}", f"Hello, this is number {said['n']}.\n"),
    url=lambda _source: "/",
)
OFFER = MessageKind(code="offer", label="Offer", words=NOTICE.words, url=NOTICE.url, is_offer=True)


@pytest.fixture
def kinds() -> Iterator[None]:
    """Two kinds of messages without files: one that must arrive, one that need not."""
    before = list(declared_message_kinds)
    declared_message_kinds.fill([*before, NOTICE, OFFER])
    yield
    declared_message_kinds.fill(before)


@pytest.fixture
def mail_server(settings) -> Iterator[Handler]:
    """A mail server that the settings name."""
    with a_mail_server(open_after=1) as (handler, address):
        settings.MAIL_SERVER = address
        yield handler
