"""The verbs of distribution."""

from abonent.distribution.operations.depots import (
    CannotSetDepot,
    CarrierDescription,
    DepotDescription,
    add_carrier,
    add_depot,
    change_carrier,
    change_depot,
)
from abonent.distribution.operations.recut import CannotRecut, Recut, RecutEffect, preview_recut, recut
from abonent.distribution.operations.routes import CannotSetRoute, RouteDescription, add_route, change_route, let_walk
from abonent.distribution.operations.stops import find_stops_of_new_places, refresh_stops
from abonent.distribution.operations.stretches import (
    CannotRoute,
    StretchDescription,
    add_stretch,
    change_stretch,
    end_stretch,
    move_stretch,
)

__all__ = [
    "CannotRecut",
    "CannotRoute",
    "CannotSetDepot",
    "CannotSetRoute",
    "CarrierDescription",
    "DepotDescription",
    "Recut",
    "RecutEffect",
    "RouteDescription",
    "StretchDescription",
    "add_carrier",
    "add_depot",
    "add_route",
    "add_stretch",
    "change_carrier",
    "change_depot",
    "change_route",
    "change_stretch",
    "end_stretch",
    "find_stops_of_new_places",
    "let_walk",
    "move_stretch",
    "preview_recut",
    "recut",
    "refresh_stops",
]
