"""A mail server on this machine that behaves as the name of each recipient tells it to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as ServerProtocol
from aiosmtpd.smtp import AuthResult, LoginPassword, Session

DEAD, LATER, SPAM, DROPPED, STALLED = "dead", "later", "spam", "dropped", "stalled"


@dataclass
class Handler:
    """What it took, in order; `dropped` mails it took as well, and hung up before it said so."""

    mails: list[EmailMessage] = field(default_factory=list)
    open_after: int = 0
    asked: dict[str, int] = field(default_factory=dict)

    async def handle_RCPT(self, server: ServerProtocol, session: Session, envelope: Any, address: str, options: Any) -> str:
        """550 for the dead, 450 for those who are to come later until they were asked often enough."""
        name = address.split(".")[0]
        self.asked[address] = self.asked.get(address, 0) + 1
        if name == DEAD:
            return "550 5.1.1 no such mailbox"
        if name == LATER and self.asked[address] <= self.open_after:
            return "450 4.2.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: ServerProtocol, session: Session, envelope: Any) -> str:
        """Take the text; refuse it, hang up after it, or say nothing for long."""
        name = envelope.rcpt_tos[0].split(".")[0]
        if name == SPAM:
            return "554 5.7.1 looks like an advertisement"
        self.mails.append(message_from_bytes(envelope.content, policy=SMTP))  # type: ignore[arg-type]
        if name == DROPPED and self.asked[envelope.rcpt_tos[0]] == 1:
            assert server.transport is not None
            server.transport.abort()
        if name == STALLED:
            await asyncio.sleep(3)
        return "250 2.0.0 queued"

    @property
    def taken(self) -> list[str]:
        """The Message-IDs of what it took."""
        return [str(mail["Message-ID"]) for mail in self.mails]


def _knows_us(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=isinstance(login, LoginPassword) and (login.login, login.password) == (b"norrvik", b"hemligt"), handled=False)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@contextmanager
def a_mail_server(*, open_after: int = 0, demands_password: bool = False) -> Iterator[tuple[Handler, str]]:
    """A server that listens while the block runs, and its address for `MAIL_SERVER`."""
    handler = Handler(open_after=open_after)
    more = {"authenticator": _knows_us, "auth_required": True, "auth_require_tls": False} if demands_password else {}
    port = _free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **more)  # type: ignore[arg-type]
    controller.start()
    try:
        yield handler, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
