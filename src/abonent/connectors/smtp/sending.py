"""Hands the messages of the outbox to the mail server, one after the other over one connection, and notes what it said of each."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr
from itertools import islice

from django.conf import settings
from django.utils.translation import override

from abonent.connectors.smtp.server import MailServer
from abonent.connectors.smtp.writing import NoAddress, written
from abonent.correspondence.message_kinds import Words, kind_of
from abonent.correspondence.models import OutgoingMessage
from abonent.correspondence.operations import Outcome, at_work, claim_message, decide_message, look_after_claims, make_ready
from abonent.runs.operations import present_standstill

log = logging.getLogger(__name__)
State = OutgoingMessage.State
OK = 250
# 4xx: not now; 5xx: never (RFC 5321, 4.2.1).
NOT_NOW = range(400, 500)
NO_ADDRESS, CANNOT_BE_WRITTEN = "address", "cannot_be_written"
# RFC 5321, 4.5.3.2 gives minutes; a server of the house that is silent for so long is not well.
SECONDS = 60


class NoServer(OSError):
    """The mail server cannot be reached, does not let us in, or none is set."""


def send_waiting() -> int:
    """Send what waits in the outbox; returns how many messages were claimed. Nothing is sent while the product stands still."""
    if not settings.MAIL_SERVER or present_standstill():
        return 0
    look_after_claims()
    claimed = 0
    with at_work() as worker:
        while ready := make_ready():
            with connected() as server:
                for message in islice(_claimed(worker), ready):
                    claimed += 1
                    if not _send(server, message, worker):
                        break
    return claimed


@contextmanager
def connected() -> Iterator[smtplib.SMTP]:
    """A connection to the mail server of the settings, signed in and encrypted as they say. Raises `NoServer`."""
    if settings.PRACTICE_OF:
        raise NoServer("a practice copy sends nothing")
    its = MailServer.at(settings.MAIL_SERVER)
    kind = smtplib.SMTP_SSL if its.security == "tls" else smtplib.SMTP
    with ExitStack() as stack:
        try:
            server = kind(its.host, its.port, timeout=SECONDS)
            stack.callback(_say_goodbye, server)
            if its.security == "starttls":
                server.starttls()
            if its.user:
                server.login(its.user, its.password)
            server.ehlo_or_helo_if_needed()
        except (OSError, smtplib.SMTPException) as error:
            log.warning("the mail server %s does not take messages: %s", its.host, error)
            raise NoServer(str(error)) from error
        yield server


def _say_goodbye(server: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        server.quit()


def _claimed(worker: int) -> Iterator[OutgoingMessage]:
    while message := claim_message(worker=worker):
        yield message


def _send(server: smtplib.SMTP, message: OutgoingMessage, worker: int) -> bool:
    """Send one message and note what became of it; whether the connection still holds. One that cannot be written keeps no other back."""
    try:
        words, mail = _written(message)
    except NoAddress:
        decide_message(message=message, worker=worker, outcome=Outcome(State.REFUSED, NO_ADDRESS))
        return True
    except Exception:
        log.exception("message %s cannot be written", message.pk)
        decide_message(message=message, worker=worker, outcome=Outcome(State.REFUSED, CANNOT_BE_WRITTEN))
        return True
    outcome, still_there = _dialogue(server, mail)
    decide_message(message=message, worker=worker, outcome=outcome, words=words if outcome.state != State.REFUSED else None)
    return still_there


def _written(message: OutgoingMessage) -> tuple[Words, EmailMessage]:
    kind = kind_of(message.kind)
    with override(message.language):
        words = kind.words(message.said)
    return words, written(message, words, kind.attachments(message.source_id))


def _dialogue(server: smtplib.SMTP, mail: EmailMessage) -> tuple[Outcome, bool]:
    """What the server said, and whether it still listens. Before the text goes out a lost connection harms nothing; after it nobody knows."""
    try:
        for code, answer in (server.mail(parseaddr(mail["From"])[1]), server.rcpt(parseaddr(mail["To"])[1])):
            if code // 100 != OK // 100:
                server.rset()
                return _refused(code, answer), True
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(State.REFUSED, str(error), is_temporary=True), False
    try:
        code, answer = server.data(mail.as_bytes())
    except smtplib.SMTPDataError as error:
        return _refused(error.smtp_code, error.smtp_error), True
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(State.UNCERTAIN, str(error)), False
    return (Outcome(State.ACCEPTED, _text(code, answer)) if code == OK else _refused(code, answer)), True


def _refused(code: int, answer: bytes | str) -> Outcome:
    return Outcome(State.REFUSED, _text(code, answer), is_temporary=code in NOT_NOW)


def _text(code: int, answer: bytes | str) -> str:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(f"{code} {said}".split())
