"""Tables of what brings copies to doors: depots, carriers, routes, their stretches, and the stops that follow from these."""

from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.depot import Depot
from abonent.distribution.models.outlet import Draw, DrawChange, DrawReturn, Outlet
from abonent.distribution.models.route import Route, RouteCarrier
from abonent.distribution.models.stop import RouteMatch, RouteStop
from abonent.distribution.models.stretch import RouteStretch

__all__ = [
    "Carrier",
    "Depot",
    "Draw",
    "DrawChange",
    "DrawReturn",
    "Outlet",
    "Route",
    "RouteCarrier",
    "RouteMatch",
    "RouteStop",
    "RouteStretch",
]
