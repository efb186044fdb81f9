"""Say which depots and carriers there are."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.models import Carrier, Depot, RouteCarrier
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotSetDepot(Refusal):
    """A depot or a carrier that cannot be as asked."""

    sentences = {
        "depot.name_taken": _("There is already a depot of that name."),
        "depot.unchanged": _("It is so already."),
        "depot.half_on_the_map": _("Write both coordinates, or none."),
        "depot.has_routes": _("The depot has routes; give them another first."),
        "carrier.number_taken": _("There is already a carrier with the number %(taken)s."),
        "carrier.still_walks": _("%(carrier)s still walks route %(route)s then. Give it to somebody else first."),
        "carrier.has_walked": _("Whoever has walked a route stays in the books; say from which day he is gone."),
    }


@dataclass(frozen=True, kw_only=True)
class DepotDescription:
    """What is said of a depot."""

    name: str
    town: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class CarrierDescription:
    """What is said of a carrier."""

    number: str
    name: str
    telephone: str = ""
    email: str = ""
    language: str = "en"
    gone_from: date | None = None


def add_depot(*, entity: LegalEntity, described: DepotDescription, actor: StaffUser | None) -> Depot:
    """A depot that has no route yet."""
    with change_by(actor, "add_depot"):
        _demand_depot(entity.pk, described)
        depot = Depot.objects.create(entity=entity, **asdict(described))
        inverse = {"verb": "remove_depot", "depot": depot.pk}
        record_act(actor=actor, verb="add_depot", subject_kind="depot", subject_ids=[depot.pk], inverse=inverse)
    return depot


def change_depot(*, depot: Depot, described: DepotDescription, actor: StaffUser | None) -> None:
    """Call it otherwise, or say where it lies."""
    with change_by(actor, "change_depot"):
        locked = Depot.objects.select_for_update().get(pk=depot.pk)
        before = describe_depot(locked)
        if before == described:
            raise CannotSetDepot("depot.unchanged")
        _demand_depot(locked.entity_id, described, but=locked.pk)
        Depot.objects.filter(pk=locked.pk).update(**asdict(described))
        told = {**asdict(before), "latitude": _text(before.latitude), "longitude": _text(before.longitude)}
        inverse = {"verb": "change_depot", "depot": locked.pk, **told}
        record_act(actor=actor, verb="change_depot", subject_kind="depot", subject_ids=[locked.pk], inverse=inverse)


def remove_depot(*, depot: Depot, actor: StaffUser | None) -> None:
    """Take a depot away from which no route begins."""
    with change_by(actor, "remove_depot"):
        if depot.routes.exists():
            raise CannotSetDepot("depot.has_routes")
        record_act(actor=actor, verb="remove_depot", subject_kind="depot", subject_ids=[depot.pk])
        depot.delete()


def describe_depot(depot: Depot) -> DepotDescription:
    """A depot as it is."""
    return DepotDescription(name=depot.name, town=depot.town, latitude=depot.latitude, longitude=depot.longitude)


def add_carrier(*, entity: LegalEntity, described: CarrierDescription, actor: StaffUser | None) -> Carrier:
    """Somebody who walks no route yet."""
    with change_by(actor, "add_carrier"):
        _demand_number(entity.pk, described.number)
        carrier = Carrier.objects.create(entity=entity, **asdict(described))
        inverse = {"verb": "remove_carrier", "carrier": carrier.pk}
        record_act(actor=actor, verb="add_carrier", subject_kind="carrier", subject_ids=[carrier.pk], inverse=inverse)
    return carrier


def change_carrier(*, carrier: Carrier, described: CarrierDescription, actor: StaffUser | None) -> None:
    """Another number or name, or how he is reached; or he is gone from a day on."""
    with change_by(actor, "change_carrier"):
        locked = Carrier.objects.select_for_update().get(pk=carrier.pk)
        before = describe_carrier(locked)
        if before == described:
            raise CannotSetDepot("depot.unchanged")
        _demand_number(locked.entity_id, described.number, but=locked.pk)
        _demand_no_walk_from(locked, described.gone_from)
        # The act names the version, not what it said: acts outlive whoever is taken out of the books, versions do not.
        version = locked.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
        Carrier.objects.filter(pk=locked.pk).update(**asdict(described))
        inverse = {"verb": "change_carrier_back", "carrier": locked.pk, "version": version.pgh_id} if version else None
        record_act(actor=actor, verb="change_carrier", subject_kind="carrier", subject_ids=[locked.pk], inverse=inverse)


def change_carrier_back(*, carrier: Carrier, version: int, actor: StaffUser | None) -> None:
    """Let a carrier be as he was in a version of his history."""
    former = carrier.events.get(pgh_id=version)  # type: ignore[attr-defined]
    change_carrier(carrier=carrier, described=describe_carrier(former), actor=actor)


def remove_carrier(*, carrier: Carrier, actor: StaffUser | None) -> None:
    """Take somebody away who has walked no route."""
    with change_by(actor, "remove_carrier"):
        if carrier.routes.exists():
            raise CannotSetDepot("carrier.has_walked")
        record_act(actor=actor, verb="remove_carrier", subject_kind="carrier", subject_ids=[carrier.pk])
        carrier.delete()


def describe_carrier(carrier: Carrier) -> CarrierDescription:
    """A carrier as he is."""
    names = ("number", "name", "telephone", "email", "language", "gone_from")
    return CarrierDescription(**{name: getattr(carrier, name) for name in names})


def _demand_depot(entity: int, described: DepotDescription, *, but: int = 0) -> None:
    if Depot.objects.filter(entity=entity, name=described.name).exclude(pk=but).exists():
        raise CannotSetDepot("depot.name_taken")
    if (described.latitude is None) != (described.longitude is None):
        raise CannotSetDepot("depot.half_on_the_map")


def _demand_number(entity: int, number: str, *, but: int = 0) -> None:
    if Carrier.objects.filter(entity=entity, number=number).exclude(pk=but).exists():
        raise CannotSetDepot("carrier.number_taken", taken=number)


def _demand_no_walk_from(carrier: Carrier, gone_from: date | None) -> None:
    if gone_from is None:
        return
    turn = RouteCarrier.objects.filter(carrier=carrier, during__overlap=period(gone_from, None)).select_related("route").first()
    if turn:
        raise CannotSetDepot("carrier.still_walks", carrier=carrier.name, route=turn.route.number)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
