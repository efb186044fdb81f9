"""How an interaction came, in words and as an icon."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.correspondence.message_kinds import kind_of
from abonent.correspondence.models import OutgoingMessage

WAYS: dict[tuple[str, str], Any] = {
    ("note", ""): _("Note"),
    ("call", "in"): _("Call from the customer"),
    ("call", "out"): _("Call to the customer"),
    ("meeting", ""): _("Meeting"),
    ("letter", "in"): _("Letter from the customer"),
    ("letter", "out"): _("Letter to the customer"),
    ("mail", "in"): _("E-mail from the customer"),
    ("mail", "out"): _("E-mail to the customer"),
    ("sms", "in"): _("SMS from the customer"),
    ("sms", "out"): _("SMS to the customer"),
    ("portal", ""): _("Self-service"),
}
ICONS = {
    ("note", ""): "notes",
    ("call", "in"): "phone-incoming",
    ("call", "out"): "phone-outgoing",
    ("meeting", ""): "users",
    ("letter", "in"): "mailbox",
    ("letter", "out"): "send",
    ("mail", "in"): "mail",
    ("mail", "out"): "mail",
    ("sms", "in"): "message",
    ("sms", "out"): "message",
    ("portal", ""): "world",
}


def way_words(kind: str, direction: str) -> str:
    """`Call from the customer`."""
    return str(WAYS[kind, direction])


# Why a message was not sent, where the mail server had no part in it.
OUTCOMES = {
    "withdrawn": _("Somebody took it back before it left."),
    "address": _("The address cannot be written to. Correct it on the customer's page."),
    "cannot_be_written": _("Its text or its file cannot be made. The log of the program says why."),
}


def outcome_words(message: OutgoingMessage) -> str:
    """What was answered about a message: our own reasons in words, a mail server's as it said them."""
    if message.state == OutgoingMessage.State.UNCERTAIN:
        return str(_("The connection was lost while it was handed over. The mail server may have it."))
    reasons = {**OUTCOMES, **kind_of(message.kind).reasons}
    return str(reasons.get(message.answer, message.answer))
