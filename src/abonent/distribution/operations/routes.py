"""Say which routes there are, and who walks them from which day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.distribution.models import Carrier, Depot, Route, RouteCarrier
from abonent.distribution.operations.stretches import CannotRoute, refuse_taken, refusing_what_is_taken
from abonent.distribution.refusals import DatedRefusal
from abonent.kit.periods import period
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act


class CannotSetRoute(DatedRefusal):
    """A route that cannot be as asked."""

    sentences = {
        "route.number_taken": _("There is already a route with the number %(taken)s."),
        "route.has_stretches": _("The route has doors, or had; let its stretches end instead."),
        "route.carrier_gone": _("%(carrier)s is gone from %(day)s on."),
        "route.walks_already": _("It is so already."),
    }


@dataclass(frozen=True, kw_only=True)
class RouteDescription:
    """What is said of a route."""

    number: str
    name: str = ""
    delivery_method: str = "carrier"
    weekdays: int = 127
    depot_id: int | None = None


def add_route(*, entity: LegalEntity, described: RouteDescription, actor: StaffUser | None) -> Route:
    """A route that has no door yet."""
    with change_by(actor, "add_route"):
        _demand_depot(entity.pk, described)
        _demand_number(entity.pk, described.number)
        route = Route.objects.create(entity=entity, **asdict(described))
        _record("add_route", route, {"verb": "remove_route", "route": route.pk}, actor)
    return route


def change_route(*, route: Route, described: RouteDescription, actor: StaffUser | None) -> Route:
    """Another number, name, depot, way or weekdays; its stretches follow, and are refused where another route has their doors then."""
    with change_by(actor, "change_route"):
        locked = Route.objects.select_for_update().get(pk=route.pk)
        before = describe_route(locked)
        if before == described:
            raise CannotRoute("route.unchanged")
        _demand_depot(locked.entity_id, described)
        _demand_number(locked.entity_id, described.number, but=locked.pk)
        refuse_taken("distribution/stretches_on_weekdays", route=locked.pk, weekdays=described.weekdays, method=described.delivery_method)
        with refusing_what_is_taken():
            Route.objects.filter(pk=locked.pk).update(**asdict(described))
        _record("change_route", locked, {"verb": "change_route", "route": locked.pk, **asdict(before)}, actor)
    return Route.objects.get(pk=route.pk)


def remove_route(*, route: Route, actor: StaffUser | None) -> None:
    """Take a route away that never had a door."""
    with change_by(actor, "remove_route"):
        if route.stretches.exists() or route.carriers.exists():
            raise CannotSetRoute("route.has_stretches")
        record_act(actor=actor, verb="remove_route", subject_kind="route", subject_ids=[route.pk])
        route.delete()


def let_walk(*, route: Route, carrier: Carrier | None, begins: date, actor: StaffUser | None, today: date) -> None:
    """Let somebody walk a route from a day on, or nobody; who was to follow later does not."""
    if begins < today:
        raise CannotRoute("route.past", day=today)
    if carrier and carrier.entity_id != route.entity_id:
        raise CannotRoute("route.other_company")
    if carrier and carrier.gone_from is not None and carrier.gone_from <= begins:
        raise CannotSetRoute("route.carrier_gone", carrier=carrier.name, day=carrier.gone_from)
    with change_by(actor, "let_walk"):
        Route.objects.select_for_update().get(pk=route.pk)
        former = _turns(route)
        walks = route.carriers.filter(during__contains=begins).first()
        if (walks.carrier_id if walks else None) == (carrier.pk if carrier else None) and not route.carriers.filter(
            during__startswith__gt=begins
        ).exists():
            raise CannotSetRoute("route.walks_already")
        route.carriers.filter(during__startswith__gte=begins).delete()
        for turn in route.carriers.filter(during__contains=begins):
            turn.during = period(turn.during.lower, begins)
            turn.save(update_fields=["during"])
        if carrier:
            RouteCarrier.objects.create(route=route, carrier=carrier, during=period(begins, carrier.gone_from))
        _record("let_walk", route, {"verb": "restore_carriers", "route": route.pk, "rows": former}, actor)


def restore_carriers(*, route: Route, rows: Sequence[Mapping[str, Any]], actor: StaffUser | None) -> None:
    """Let those walk a route who are given."""
    with change_by(actor, "restore_carriers"):
        route.carriers.all().delete()
        for row in rows:
            RouteCarrier.objects.create(route=route, carrier_id=row["carrier"], during=period(row["from"], row["until"]))
        record_act(actor=actor, verb="restore_carriers", subject_kind="route", subject_ids=[route.pk])


def describe_route(route: Route) -> RouteDescription:
    """A route as it is."""
    return RouteDescription(
        number=route.number, name=route.name, delivery_method=route.delivery_method, weekdays=route.weekdays, depot_id=route.depot_id
    )


def _demand_number(entity: int, number: str, *, but: int = 0) -> None:
    if Route.objects.filter(entity=entity, number=number).exclude(pk=but).exists():
        raise CannotSetRoute("route.number_taken", taken=number)


def _demand_depot(entity: int, described: RouteDescription) -> None:
    if described.depot_id is not None and not Depot.objects.filter(pk=described.depot_id, entity=entity).exists():
        raise CannotRoute("route.other_company")


def _turns(route: Route) -> list[dict[str, Any]]:
    return [
        {
            "carrier": turn.carrier_id,
            "from": turn.during.lower.isoformat(),
            "until": turn.during.upper.isoformat() if turn.during.upper else None,
        }
        for turn in route.carriers.order_by("during")
    ]


def _record(verb: str, route: Route, inverse: Mapping[str, Any], actor: StaffUser | None) -> None:
    record_act(actor=actor, verb=verb, subject_kind="route", subject_ids=[route.pk], inverse=inverse)
