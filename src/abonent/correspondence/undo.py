"""How acts of correspondence are taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import (
    correct_interaction,
    pin_note,
    put_interaction_back,
    remove_interaction,
    unpin_note,
)
from abonent.runs.inverses import Inverse, everybodys

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


def _interaction(arguments: Arguments) -> Interaction:
    return Interaction.objects.get(pk=arguments["interaction"])


INVERSES = [
    Inverse("remove_interaction", _("Remove the entry"), _remove, "correspondence.write", everybodys),
    Inverse("correct_interaction_back", _("Write what it said before"), _correct_back, "correspondence.write", everybodys),
    Inverse("put_interaction_back", _("Put the entry back"), _put_back, "correspondence.write", everybodys),
    Inverse("pin_note", _("Pin the note"), _pin, "correspondence.write", everybodys),
    Inverse("unpin_note", _("Unpin the note"), _unpin, "correspondence.write", everybodys),
]
