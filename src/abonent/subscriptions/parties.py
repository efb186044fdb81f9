"""Who pays, ordered and mediates a subscription, as its page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abonent.customers.models import Customer
from abonent.subscriptions.models import Party, Subscription
from abonent.subscriptions.models.party import PAYER, ROLES
from abonent.ui import wording as figures


@dataclass(frozen=True)
class Held:
    """That somebody has a role, from a day; without one from the beginning."""

    customer: Customer | None
    since: date | None


@dataclass(frozen=True)
class Role:
    """A role with whoever has it, has had it and will have it, the latest first."""

    label: Any
    is_payer: bool
    held: tuple[Held, ...]


@dataclass(frozen=True)
class ShownChange:
    """That somebody got a role; the latest of a role can be taken back."""

    party: Party
    role: Any
    words: str
    is_latest: bool


def roles_of(subscription: Subscription, parties: Sequence[Party]) -> list[Role]:
    """The roles of a subscription: the payer always, the others where somebody was named."""
    held = {role: tuple(_held(party, subscription) for party in reversed(parties) if party.role == role) for role, _label in ROLES}
    held[PAYER] = held[PAYER] or (Held(subscription.payer, None),)
    return [Role(label, role == PAYER, held[role]) for role, label in ROLES if held[role]]


def changes_of(subscription: Subscription, parties: Sequence[Party], language: str) -> list[ShownChange]:
    """What was changed of the roles since the order, the latest first."""
    labels = dict(ROLES)
    return [
        ShownChange(party, labels[party.role], party_words(party, language), party.during.upper_inf)
        for party in reversed(parties)
        if _is_change(party, subscription)
    ]


def party_words(party: Party, language: str) -> str:
    """Bo Berg instead of Anna Ek, from 1 August."""
    before = party.replaces.customer if party.replaces else None
    words = {
        "name": party.customer.name if party.customer else _("nobody"),
        "before": before.name if before else "",
        "day": figures.long_day(party.during.lower, language),
    }
    return _("%(name)s instead of %(before)s from %(day)s") % words if before else _("%(name)s from %(day)s") % words


def _is_change(party: Party, subscription: Subscription) -> bool:
    return party.replaces_id is not None or party.during.lower > subscription.started_on


def _held(party: Party, subscription: Subscription) -> Held:
    return Held(party.customer, party.during.lower if _is_change(party, subscription) else None)
