"""Writes a message of the outbox as the mail server takes it (RFC 5322, MIME)."""

from __future__ import annotations

from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from abonent.correspondence.message_kinds import Attachment, Words
from abonent.correspondence.models import OutgoingMessage
from abonent.kit import clock


class NoAddress(ValueError):
    """What stands as an address is none that this mail server can be told."""


def written(message: OutgoingMessage, words: Words, attachments: Sequence[Attachment]) -> EmailMessage:
    """The message with its text and files. Its Message-ID is its own, so that whoever gets it twice can tell."""
    sender = sent_from(message)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=deliverable(message.address))
    mail["Subject"] = " ".join(words.subject.split())
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = f"<{message.public_id}@{sender.domain}>"
    # RFC 3834: no answering machine answers to a bill.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.body)
    mail["Content-Language"] = message.language
    for one in attachments:
        main, _slash, sub = one.media_type.partition("/")
        mail.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    return mail


def sent_from(message: OutgoingMessage) -> Address:
    """The company that sends it, by the address in its settings."""
    entity = message.entity
    return Address(display_name=entity.name, addr_spec=deliverable(entity.email))


def deliverable(address: str) -> str:
    """An address with its domain in letters that every server knows (IDNA); raises `NoAddress` where there is none such."""
    local, _at, domain = address.strip().rpartition("@")
    try:
        plain = f"{local}@{domain.encode('idna').decode('ascii')}"
        Address(addr_spec=plain)
    except Exception as error:  # the parser of addresses raises whatever it trips over
        raise NoAddress(address) from error
    if not local or not plain.isascii() or any(letter.isspace() for letter in plain):
        raise NoAddress(address)
    return plain
