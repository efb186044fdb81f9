"""How acts about doors are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.models import Place
from abonent.distribution.operations.doors import DoorDescription, say_of_door, take_out_of_register
from abonent.runs.inverses import Inverse, everybodys

Arguments = Mapping[str, Any]


def door_taken_out(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The register does not know the door after all."""
    take_out_of_register(place=Place.objects.get(pk=arguments["door"]), actor=actor)


def door_said_before(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The door is as it was."""
    latitude, longitude = (Decimal(arguments[name]) if arguments[name] is not None else None for name in ("latitude", "longitude"))
    described = DoorDescription(households=arguments["households"], refuses=arguments["refuses"], latitude=latitude, longitude=longitude)
    say_of_door(place=Place.objects.get(pk=arguments["door"]), described=described, actor=actor)


OF_DOORS = [
    Inverse("take_door_out", _("Take the door out of the register again"), door_taken_out, "distribution.change", everybodys),
    Inverse("say_of_door", _("Let the door be as before"), door_said_before, "distribution.change", everybodys),
]
