"""What a kept record takes over from the merged one, as ordinary edits, and how it gives that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.entries import Door, Reach
from abonent.customers.models import Address, ContactPoint, Customer, Place
from abonent.customers.models.addresses import DOOR_PARTS
from abonent.customers.operations.addresses import change_address
from abonent.customers.operations.contact_points import add_contact_point, prefer_contact_point, remove_contact_point
from abonent.customers.operations.customers import LABELS, change_customer
from abonent.customers.operations.own_values import give_own_values_back, take_own_values

DELIVERY = "delivery_address"
CONTACTS = dict(ContactPoint.Kind.choices)
# What can be chosen when two records are merged, in the order of the screen.
CHOICES: dict[str, Any] = {**LABELS, **CONTACTS, DELIVERY: _("Delivery address")}


def take_over(
    *, kept: Customer, merged: Customer, fields: Collection[str], actor: StaffUser | None, today: date
) -> dict[str, dict[str, Any]]:
    """Edit the kept record to say what the merged one says in these fields; field -> what it said before and says now."""
    taken = _take_columns(kept, merged, [field for field in LABELS if field in fields], actor, today)
    for kind in CONTACTS:
        point = preferred(merged, kind) if kind in fields else None
        if point is not None:
            taken[kind] = _take_contact_point(kept, point, actor, today)
    address = delivered(merged, today) if DELIVERY in fields else None
    if address is not None:
        taken[DELIVERY] = _take_address(kept, address, actor, today)
    return {**taken, **take_own_values(kept=kept, merged=merged, names=fields, actor=actor, today=today)}


def give_back(*, kept: Customer, taken: Mapping[str, Mapping[str, Any]], actor: StaffUser | None, today: date) -> None:
    """Edit the kept record back where it still says what it took over; what was changed since stays as it is."""
    columns = {field: said for field, said in taken.items() if field in LABELS and getattr(kept, field) == said["after"]}
    if columns:
        seen, wanted = ({field: said[when] for field, said in columns.items()} for when in ("after", "before"))
        change_customer(customer=kept, seen=seen, wanted=wanted, actor=actor, today=today)
    for kind in CONTACTS:
        if kind in taken:
            _give_contact_point_back(kept, taken[kind], actor, today)
    if DELIVERY in taken:
        _give_address_back(kept, taken[DELIVERY], actor, today)
    give_own_values_back(kept=kept, taken=taken, actor=actor, today=today)


def preferred(customer: Customer, kind: str) -> ContactPoint | None:
    """The contact point of a kind that is used first."""
    return customer.contact_points.filter(kind=kind, preferred=True, contact_person=None).first()


def delivered(customer: Customer, today: date) -> Address | None:
    """The permanent delivery address that counts today."""
    addresses = customer.addresses.filter(kind=Address.Kind.DELIVERY, temporary=False).valid_on(today)
    return addresses.select_related("place").first()


def _take_columns(
    kept: Customer, merged: Customer, columns: Collection[str], actor: StaffUser | None, today: date
) -> dict[str, dict[str, Any]]:
    before, wanted = ({column: getattr(record, column) for column in columns} for record in (kept, merged))
    change_customer(customer=kept, seen=before, wanted=wanted, actor=actor, today=today)
    return {column: {"before": before[column], "after": wanted[column]} for column in columns if before[column] != wanted[column]}


def _take_contact_point(kept: Customer, point: ContactPoint, actor: StaffUser | None, today: date) -> dict[str, Any]:
    former = preferred(kept, point.kind)
    there = kept.contact_points.filter(kind=point.kind, normalised=point.normalised, contact_person=None).exists()
    reach = Reach(kind=point.kind, value=point.value, normalised=point.normalised)
    taken = add_contact_point(customer=kept, reach=reach, actor=actor, today=today)
    return {"before": former.pk if former else None, "after": taken.pk, "was_there": there}


def _give_contact_point_back(kept: Customer, said: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    taken = kept.contact_points.filter(pk=said["after"], preferred=True).first()
    if taken is None:
        return
    if not said["was_there"]:
        remove_contact_point(contact_point=taken, actor=actor, today=today)
    former = kept.contact_points.filter(pk=said["before"]).first()
    if former is not None:
        prefer_contact_point(contact_point=former, actor=actor, today=today)


def _take_address(kept: Customer, address: Address, actor: StaffUser | None, today: date) -> dict[str, Any]:
    former = delivered(kept, today)
    before = {"place": former.place_id, "care_of": former.care_of} if former else None
    taken = change_address(customer=kept, door=_door(address.place), begins_on=today, care_of=address.care_of, actor=actor, today=today)
    return {"before": before, "after": {"place": taken.place_id, "care_of": taken.care_of}}


def _give_address_back(kept: Customer, said: Mapping[str, Any], actor: StaffUser | None, today: date) -> None:
    present = delivered(kept, today)
    former = said["before"]
    if former and present and {"place": present.place_id, "care_of": present.care_of} == said["after"]:
        door = _door(Place.objects.get(pk=former["place"]))
        change_address(customer=kept, door=door, begins_on=today, care_of=former["care_of"], actor=actor, today=today)


def _door(place: Place) -> Door:
    return Door(**{part: getattr(place, part) for part in DOOR_PARTS})
