"""The lines to tax authorities that are open while the outbox is looked at: one for a company and an authority, closed at the end."""

from __future__ import annotations

import json
from typing import Protocol

from abonent.billing.models import OutboxFormat, OutboxRoute
from abonent.billing.rules.einvoice import EInvoice, digits
from abonent.connectors.einvoices.adapters.ksef import Ksef
from abonent.connectors.einvoices.adapters.nav import Nav
from abonent.connectors.einvoices.adapters.nav_messages import TechnicalUser
from abonent.connectors.einvoices.adapters.receipts import Answer, NotReached, Receipt
from abonent.imports.secrets import opened

_DIGITS_OF_TAXPAYER = 8


class Line(Protocol):
    """A line to an authority. Its verbs raise NotReached; to hand over also AnswerLost and TurnedDown."""

    def hand_over(self, *, document: EInvoice, content: bytes, is_again: bool, is_offline: bool) -> Receipt:
        """Give a document to the authority; `is_again` if it was given before and no answer came, `is_offline` if it was issued meanwhile."""

    def answer(self, name: str, content: bytes) -> Answer | None:
        """What the authority says of the content that it was given under a name; None while it works on it."""

    def close(self) -> None:
        """Hang up."""


class Lines:
    """Use it as a context: what was opened is closed with the block."""

    def __init__(self) -> None:
        self.open: dict[int, Line] = {}

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_error: object) -> None:
        for line in self.open.values():
            line.close()

    def to(self, route: OutboxRoute) -> Line:
        """The line of a way that goes straight to an authority. Raises NotReached where its secret cannot be read."""
        if route.pk not in self.open:
            self.open[route.pk] = _line(route)
        return self.open[route.pk]


def secret_of(route: OutboxRoute) -> str:
    """What goes with a way; empty where nothing does. Raises NotReached where another installation has sealed it."""
    secret = opened(route.secret) if route.secret else ""
    if secret is None:
        raise NotReached("the secret was sealed by another installation; open the way again and type it anew")
    return secret


def _line(route: OutboxRoute) -> Line:
    keys = json.loads(secret_of(route))
    number = digits(route.entity.vat_number)
    if route.format == OutboxFormat.KSEF:
        return Ksef(address=route.address, tax_number=number, token=keys["token"])
    return Nav(address=route.address, user=TechnicalUser(tax_number=number[:_DIGITS_OF_TAXPAYER], **keys))
