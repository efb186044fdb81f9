"""How acts of correspondence are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction, OutgoingMessage
from abonent.correspondence.operations import (
    correct_interaction,
    pin_note,
    put_interaction_back,
    remove_interaction,
    unpin_note,
    withdraw_messages,
)
from abonent.customers.visibility import about_a_customer, sees_customers
from abonent.runs.inverses import Inverse

Arguments = Mapping[str, Any]


def _remove(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    remove_interaction(interaction=_interaction(arguments), actor=actor, today=today)


def _correct_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    entry = Entry(**{name: arguments[name] for name in Entry.__dataclass_fields__})
    correct_interaction(interaction=_interaction(arguments), entry=entry, actor=actor, today=today)


def _put_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    put_interaction_back(row=arguments["row"], actor=actor, today=today)


def _pin(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    pin_note(note=_interaction(arguments), actor=actor, today=today)


def _unpin(*, arguments: Arguments, actor: StaffUser, today: date) -> None:
    unpin_note(note=_interaction(arguments), actor=actor, today=today)


def _withdraw(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    withdraw_messages(messages=OutgoingMessage.objects.filter(pk=arguments["message"]))


def _interaction(arguments: Arguments) -> Interaction:
    return Interaction.objects.get(pk=arguments["interaction"])


def _of_customer_of_row(arguments: Arguments, viewer: StaffUser) -> bool:
    return sees_customers(viewer, [arguments["row"]["customer_id"]])


_OF_INTERACTION = about_a_customer(Interaction, "interaction")

INVERSES = [
    Inverse("remove_interaction", _("Remove the entry"), _remove, "correspondence.write", _OF_INTERACTION),
    Inverse("correct_interaction_back", _("Write what it said before"), _correct_back, "correspondence.write", _OF_INTERACTION),
    Inverse("put_interaction_back", _("Put the entry back"), _put_back, "correspondence.write", _of_customer_of_row),
    Inverse("pin_note", _("Pin the note"), _pin, "correspondence.write", _OF_INTERACTION),
    Inverse("withdraw_message", _("Do not send it"), _withdraw, "correspondence.send", about_a_customer(OutgoingMessage, "message")),
    Inverse("unpin_note", _("Unpin the note"), _unpin, "correspondence.write", _OF_INTERACTION),
]
