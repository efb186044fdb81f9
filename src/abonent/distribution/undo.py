"""How acts about routes are undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.distribution.models import Carrier, Depot, Route
from abonent.distribution.operations import DepotDescription, RouteDescription, change_depot, change_route
from abonent.distribution.operations.depots import change_carrier_back, remove_carrier, remove_depot
from abonent.distribution.operations.pay import restore_pay_rates
from abonent.distribution.operations.routes import remove_route, restore_carriers
from abonent.distribution.operations.stretches import restore_stretches
from abonent.distribution.undo_alarms import OF_ALARMS
from abonent.distribution.undo_circulation import OF_CIRCULATION
from abonent.distribution.undo_consignments import OF_CONSIGNMENTS
from abonent.distribution.undo_coverage import OF_COVERAGE
from abonent.distribution.undo_doors import OF_DOORS
from abonent.distribution.undo_freezing import FREEZING
from abonent.distribution.undo_inserts import OF_INSERTS
from abonent.distribution.undo_outlets import OF_OUTLETS
from abonent.organisation.models import LegalEntity
from abonent.runs.inverses import Inverse, of_a_company

Arguments = Mapping[str, Any]


def stretches_restored(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The routes have the doors that they had."""
    restore_stretches(routes=arguments["routes"], rows=arguments["rows"], after=arguments["after"], actor=actor)


def route_removed(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """There is no such route after all."""
    remove_route(route=_route(arguments), actor=actor)


def route_changed_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The route is as it was."""
    names = ("number", "name", "delivery_method", "weekdays", "depot_id")
    change_route(route=_route(arguments), described=RouteDescription(**{name: arguments[name] for name in names}), actor=actor)


def carriers_restored(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Those walk the route who did."""
    restore_carriers(route=_route(arguments), rows=arguments["rows"], actor=actor)


def depot_removed(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """There is no such depot after all."""
    remove_depot(depot=Depot.objects.get(pk=arguments["depot"]), actor=actor)


def depot_changed_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The depot is as it was."""
    latitude, longitude = (Decimal(arguments[name]) if arguments[name] is not None else None for name in ("latitude", "longitude"))
    described = DepotDescription(name=arguments["name"], town=arguments["town"], latitude=latitude, longitude=longitude)
    change_depot(depot=Depot.objects.get(pk=arguments["depot"]), described=described, actor=actor)


def carrier_removed(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Nobody of that number walks after all."""
    remove_carrier(carrier=Carrier.objects.get(pk=arguments["carrier"]), actor=actor)


def carrier_changed_back(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """The carrier is as he was."""
    change_carrier_back(carrier=Carrier.objects.get(pk=arguments["carrier"]), version=arguments["version"], actor=actor)


def rates_restored(*, arguments: Arguments, actor: StaffUser | None, today: date) -> None:
    """Carriers are paid by the rates that held; what was posted meanwhile is corrected with the next pay."""
    restore_pay_rates(**{name: arguments[name] for name in ("entity", "route", "basis", "rows")}, actor=actor)


def _route(arguments: Arguments) -> Route:
    return Route.objects.get(pk=arguments["route"])


CHANGE = "distribution.change"
OF_A_ROUTE = of_a_company(Route, "route")
OF_A_DEPOT = of_a_company(Depot, "depot")
OF_A_COMPANY = of_a_company(LegalEntity, "entity", "pk")
OF_A_CARRIER = of_a_company(Carrier, "carrier")
INVERSES = [
    Inverse("restore_stretches", _("Let the routes have their doors as before"), stretches_restored, CHANGE, OF_A_ROUTE),
    Inverse("remove_route", _("Take the route away again"), route_removed, CHANGE, OF_A_ROUTE),
    Inverse("change_route", _("Let the route be as before"), route_changed_back, CHANGE, OF_A_ROUTE),
    Inverse("restore_carriers", _("Let those walk who did before"), carriers_restored, CHANGE, OF_A_ROUTE),
    Inverse("remove_depot", _("Take the depot away again"), depot_removed, CHANGE, OF_A_DEPOT),
    Inverse("change_depot", _("Let the depot be as before"), depot_changed_back, CHANGE, OF_A_DEPOT),
    Inverse("remove_carrier", _("Take the carrier away again"), carrier_removed, CHANGE, OF_A_CARRIER),
    Inverse("change_carrier_back", _("Let the carrier be as before"), carrier_changed_back, CHANGE, OF_A_CARRIER),
    *OF_ALARMS,
    *OF_CIRCULATION,
    *OF_INSERTS,
    Inverse("restore_pay_rates", _("Let the rates be as before"), rates_restored, "distribution.pay", OF_A_COMPANY),
    *OF_CONSIGNMENTS,
    *OF_COVERAGE,
    *OF_DOORS,
    *OF_OUTLETS,
    *FREEZING,
]
