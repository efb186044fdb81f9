"""How an interaction came, in words and as an icon."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

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
