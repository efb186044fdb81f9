"""Say of a door how many households live behind it, where it lies, and whether it says no to what is not addressed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.models import Place
from abonent.distribution.models import Door
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act


class CannotSetDoor(Refusal):
    """A door that cannot be as asked."""

    sentences = {
        "door.unchanged": _("It is so already."),
        "door.half_on_the_map": _("Write both coordinates, or none."),
    }


@dataclass(frozen=True, kw_only=True)
class DoorDescription:
    """What is said of a door."""

    households: int = 1
    refuses: bool = False
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def say_of_door(*, place: Place, described: DoorDescription, actor: StaffUser | None) -> Door:
    """Put a door into the register, or say something else of it."""
    with change_by(actor, "say_of_door"):
        Place.objects.select_for_update().get(pk=place.pk)
        if (described.latitude is None) != (described.longitude is None):
            raise CannotSetDoor("door.half_on_the_map")
        before = Door.objects.filter(pk=place.pk).first()
        if before is not None and describe_door(before) == described:
            raise CannotSetDoor("door.unchanged")
        door, _is_new = Door.objects.update_or_create(place=place, defaults=asdict(described))
        record_act(actor=actor, verb="say_of_door", subject_kind="door", subject_ids=[place.pk], inverse=_inverse(place, before))
    return door


def take_out_of_register(*, place: Place, actor: StaffUser | None) -> None:
    """Let the register not know a door; its place stays."""
    with change_by(actor, "take_door_out"):
        Door.objects.filter(pk=place.pk).delete()
        record_act(actor=actor, verb="take_door_out", subject_kind="door", subject_ids=[place.pk])


def describe_door(door: Door) -> DoorDescription:
    """A door as it is."""
    return DoorDescription(households=door.households, refuses=door.refuses, latitude=door.latitude, longitude=door.longitude)


def _inverse(place: Place, before: Door | None) -> dict[str, object]:
    if before is None:
        return {"verb": "take_door_out", "door": place.pk}
    said = asdict(describe_door(before))
    degrees = {name: None if said[name] is None else str(said[name]) for name in ("latitude", "longitude")}
    return {"verb": "say_of_door", "door": place.pk, **said, **degrees}
