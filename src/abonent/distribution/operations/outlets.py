"""Say which outlets there are: who sells there, behind which door, and what may come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.customers.entries import Door
from abonent.customers.models import Customer, Place
from abonent.customers.operations.addresses import place_of
from abonent.distribution.models import Outlet
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotKeepOutlet(Refusal):
    """An outlet that cannot be as asked."""

    sentences = {
        "outlet.number_taken": _("There is already an outlet with the number %(taken)s."),
        "outlet.unchanged": _("It is so already."),
    }


@dataclass(frozen=True, kw_only=True)
class OutletDescription:
    """What is said of an outlet; a door nobody knew is a place from then on that it is said."""

    number: str
    name: str
    customer: Customer
    place: Door | Place
    return_days: int = 14
    return_percent: int = 100
    closed_from: date | None = None


def add_outlet(*, entity: LegalEntity, described: OutletDescription, actor: StaffUser | None, today: date) -> Outlet:
    """An outlet that draws nothing yet. Undone, it is closed."""
    with change_by(actor, "add_outlet"):
        columns = _columns(described)
        outlet, is_new = Outlet.objects.get_or_create(entity=entity, number=columns["number"], defaults=columns)
        if not is_new:
            raise CannotKeepOutlet("outlet.number_taken", taken=outlet.number)
        _record(actor, "add_outlet", outlet, {**columns, "closed_from": today.isoformat()})
    return outlet


def change_outlet(*, outlet: Outlet, described: OutletDescription, actor: StaffUser | None) -> Outlet:
    """Let an outlet be otherwise, close it or open it again."""
    with change_by(actor, "change_outlet"):
        return put_outlet_back(outlet=outlet, columns=_columns(described), actor=actor)


def put_outlet_back(*, outlet: Outlet, columns: Mapping[str, Any], actor: StaffUser | None) -> Outlet:
    """Let an outlet be as an act has written it down."""
    with change_by(actor, "change_outlet"):
        locked = Outlet.objects.select_for_update().get(pk=outlet.pk)
        before = _columns(describe_outlet(locked))
        if before == dict(columns):
            raise CannotKeepOutlet("outlet.unchanged")
        if Outlet.objects.filter(entity=locked.entity_id, number=columns["number"]).exclude(pk=locked.pk).exists():
            raise CannotKeepOutlet("outlet.number_taken", taken=columns["number"])
        for name, value in columns.items():
            setattr(locked, name, value)
        locked.save()
        _record(actor, "change_outlet", locked, before)
    return locked


def describe_outlet(outlet: Outlet) -> OutletDescription:
    """An outlet as it is."""
    said = ("number", "name", "customer", "place", "return_days", "return_percent", "closed_from")
    return OutletDescription(**{name: getattr(outlet, name) for name in said})


def _columns(described: OutletDescription) -> dict[str, Any]:
    """What is said, as the row has it, in plain JSON."""
    return {
        "number": described.number,
        "name": described.name,
        "customer_id": described.customer.pk,
        "place_id": _place(described.place).pk,
        "return_days": described.return_days,
        "return_percent": described.return_percent,
        "closed_from": described.closed_from and described.closed_from.isoformat(),
    }


def _place(to: Door | Place) -> Place:
    return to if isinstance(to, Place) else place_of(to)


def _record(actor: StaffUser | None, verb: str, outlet: Outlet, before: Mapping[str, Any]) -> None:
    inverse = {"verb": "change_outlet", "outlet": outlet.pk, "columns": dict(before)}
    record_act(actor=actor, verb=verb, subject_kind="outlet", subject_ids=[outlet.pk], inverse=inverse)
