"""Who may be contacted how, with the reason: one customer on his page, or as many as a higher folder hands over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Consent, Customer
from abonent.customers.rules.contacting import WAYS, Way
from abonent.kit import statements

REASONS = {
    "given": _("has agreed"),
    "not_refused": _("has not refused"),
    "withdrawn": _("has refused"),
    "not_asked": _("has not agreed"),
    "on_register": _("in a register of refusal"),
    "no_contact": _("no number or address"),
}
SOURCES: dict[str, Any] = dict(Consent.Source.choices)


@dataclass(frozen=True, kw_only=True)
class Contactable:
    """Whether a customer may be contacted by a way, why, and since when by what source he says so himself."""

    way: Way
    allowed: bool
    reason: str
    said_at: datetime | None
    source: str

    @property
    def reason_in_words(self) -> Any:
        """The reason for people."""
        return REASONS[self.reason]

    @property
    def source_in_words(self) -> Any:
        """Where he said so."""
        return SOURCES.get(self.source, "")


def may_be_contacted(customer: Customer, *, channel: str, purpose: str, today: date) -> Contactable:
    """Whether a customer may be contacted by a channel for a purpose on a day, and why."""
    return _asked(customer, [Way(channel=channel, purpose=purpose)], today)[0]


def ways_to_contact(customer: Customer, *, today: date) -> list[Contactable]:
    """Every way to contact a customer, in the order of `WAYS`: one statement."""
    return _asked(customer, WAYS, today)


def way_parameters(ways: Sequence[Way]) -> dict[str, list[Any]]:
    """The ways as parameters of `customers/contactable`, for whoever hands customers over to it."""
    return {
        "channels": [way.channel for way in ways],
        "purposes": [way.purpose for way in ways],
        "needs_consent": [way.needs_consent for way in ways],
        "persons_agree_in": [" ".join(way.persons_agree_in) for way in ways],
        "obeys_registers": [way.obeys_registers for way in ways],
    }


def _asked(customer: Customer, ways: Sequence[Way], today: date) -> list[Contactable]:
    parameters = {"customer_ids": [customer.pk], "today": today, **way_parameters(ways)}
    answers = {
        (row.channel, row.purpose): row
        for row in statements.rows("customers/contactable", source="customers/contacted_customers", **parameters)
    }
    return [_contactable(way, answers[way.channel, way.purpose]) for way in ways]


def _contactable(way: Way, row: Any) -> Contactable:
    return Contactable(way=way, allowed=row.allowed, reason=row.reason, said_at=row.said_at, source=row.source or "")
