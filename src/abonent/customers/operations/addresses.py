"""Move a customer, lend him another address for a while. One rule for one customer and for a file of a million."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.entries import Door
from abonent.customers.finding import refresh_search
from abonent.customers.models import Address, Customer, Place
from abonent.customers.models.addresses import DOOR_PARTS, DoorOf
from abonent.customers.operations.locking import lock_customer
from abonent.kit import statements
from abonent.kit.edits import demand_unchanged
from abonent.kit.refusals import Refusal
from abonent.runs.operations import record_act

Kind = Address.Kind


@dataclass(frozen=True)
class Written:
    """An address as it is written, to be compared and read; empty where there is none."""

    care_of: str = ""
    street_line: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""

    @classmethod
    def of_door(cls, door: Door, care_of: str) -> Written:
        """A door as it is entered."""
        street_line = " ".join(part for part in (door.street, door.number, door.staircase, door.flat) if part)
        return cls(care_of, street_line, door.postal_code, door.town, door.country)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.care_of, self.street_line, f"{self.postal_code} {self.town}".strip()) if part)


def written_of(address: Address | None) -> Written:
    """An address of the register as it is written."""
    if address is None:
        return Written()
    place = address.place
    return Written(address.care_of, place.street_line, place.postal_code, place.town, place.country)


class CannotPlace(Refusal):
    """An address that cannot be there then."""

    sentences = {
        "address.begins_in_the_past": _("An address begins today or later; %(begins_on)s is past."),
        "address.ends_before_it_begins": _("The last day, %(latest)s, is before the first, %(begins_on)s."),
        "address.temporary_overlaps": _("There is a temporary address from %(begins_on)s to %(latest)s already. End or change that one."),
        "address.is_over": _("This address is over; what was, stays."),
    }


def change_address(
    *,
    customer: Customer,
    door: Door,
    begins_on: date,
    actor: StaffUser | None,
    today: date,
    kind: str = Kind.DELIVERY,
    care_of: str = "",
    reason: str = "",
    seen: Written | None = None,
) -> Address:
    """A new permanent address from a day on. The one before ends; one that is planned for later stays planned.

    `seen` is how the address of that day was written when the change was begun: another that somebody has given since is not overwritten.
    """
    if begins_on < today:
        raise CannotPlace("address.begins_in_the_past", begins_on=begins_on)
    with change_by(actor, "change_address", reason=reason):
        lock_customer(customer.pk)
        former = customer.addresses.select_related("place").filter(kind=kind, temporary=False, during__contains=begins_on).first()
        if seen is not None:
            now, wanted = {"address": written_of(former)}, {"address": Written.of_door(door, care_of)}
            demand_unchanged(seen={"address": seen}, now=now, wanted=wanted, labels={"address": _("Address")})
        address = begin_address(customer=customer, door=door, begins_on=begins_on, kind=kind, care_of=care_of)
        refresh_search([customer.pk])
        record_act(
            actor=actor,
            verb="change_address",
            subject_kind=f"{kind}_address",
            subject_ids=[customer.pk],
            inverse=way_back(address, former),
        )
    return address


def add_temporary_address(
    *,
    customer: Customer,
    door: Door,
    begins_on: date,
    ends_on: date,
    actor: StaffUser | None,
    today: date,
    kind: str = Kind.DELIVERY,
    care_of: str = "",
    reason: str = "",
) -> Address:
    """Another address for the days [begins_on, ends_on); it beats the permanent one."""
    if begins_on < today:
        raise CannotPlace("address.begins_in_the_past", begins_on=begins_on)
    if ends_on <= begins_on:
        raise CannotPlace("address.ends_before_it_begins", begins_on=begins_on, latest=ends_on)
    with change_by(actor, "add_temporary_address", reason=reason):
        lock_customer(customer.pk)
        other = customer.addresses.filter(kind=kind, temporary=True, during__overlap=(begins_on, ends_on)).first()
        if other:
            raise CannotPlace("address.temporary_overlaps", begins_on=other.during.lower, latest=other.during.upper)
        address = begin_address(
            customer=customer, door=door, begins_on=begins_on, ends_on=ends_on, kind=kind, care_of=care_of, temporary=True
        )
        refresh_search([customer.pk])
        inverse = {"verb": "end_temporary_address", "address": address.pk}
        record_act(actor=actor, verb="add_temporary_address", subject_kind="address", subject_ids=[address.pk], inverse=inverse)
    return address


def end_temporary_address(*, address: Address, actor: StaffUser | None, today: date, reason: str = "") -> None:
    """Let a temporary address end today; one that has not begun is taken away."""
    with change_by(actor, "end_temporary_address", reason=reason):
        lock_customer(address.customer_id)
        begins_on, ends_on = address.during.lower, address.during.upper
        if ends_on is not None and ends_on <= today:
            raise CannotPlace("address.is_over")
        if begins_on >= today:
            address.delete()
        else:
            Address.objects.filter(pk=address.pk).update(during=(begins_on, today))
        refresh_search([address.customer_id])
        record_act(actor=actor, verb="end_temporary_address", subject_kind="address", subject_ids=[address.pk])


def take_back_address(*, arguments: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    """Undo a move: the former address goes on as it was; one that was corrected in its place gets its former place."""
    with change_by(actor, "take_back_address"):
        address = Address.objects.select_related("customer").get(pk=arguments["address"])
        lock_customer(address.customer_id)
        if arguments["former"] == address.pk:
            Address.objects.filter(pk=address.pk).update(place=arguments["place"], care_of=arguments["care_of"])
        else:
            address.delete()
            if arguments["former"]:
                ends_on = date.fromisoformat(arguments["ends_on"]) if arguments["ends_on"] else None
                former = Address.objects.get(pk=arguments["former"])
                Address.objects.filter(pk=former.pk).update(during=(former.during.lower, ends_on))
        refresh_search([address.customer_id])


def way_back(address: Address, former: Address | None) -> dict[str, Any]:
    """What taking an address back needs to know; `former` as it was before."""
    ends_on = former.during.upper if former else None
    return {
        "verb": "take_back_address",
        "address": address.pk,
        "former": former.pk if former else None,
        "ends_on": ends_on.isoformat() if ends_on else None,
        "place": former.place_id if former else None,
        "care_of": former.care_of if former else "",
    }


def begin_address(
    *,
    customer: Customer,
    door: Door,
    begins_on: date,
    ends_on: date | None = None,
    kind: str = Kind.DELIVERY,
    care_of: str = "",
    temporary: bool = False,
) -> Address:
    """Write the address and what it does to its neighbours; for callers that are already in a transaction."""
    entered = {
        "customer": customer.pk,
        "kind": kind,
        "temporary": temporary,
        "place": place_of(door).pk,
        "care_of": care_of,
        "begins_on": begins_on,
        "ends_on": ends_on,
    }
    for statement in ("end_former_addresses", "correct_addresses", "begin_addresses"):
        statements.run(f"customers/{statement}", source="customers/entered_address", **entered)
    return Address.objects.get(customer=customer, kind=kind, temporary=temporary, during__startswith=begins_on)


def place_of(door: Door) -> Place:
    """The place behind a door, made if nobody has been there before."""
    statements.run("customers/ensure_places", source="customers/entered_door", **asdict(door))
    return Place.objects.get(door=DoorOf(*(Value(getattr(door, part)) for part in DOOR_PARTS)))
