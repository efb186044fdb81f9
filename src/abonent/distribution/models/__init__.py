"""Tables of distribution: what brings copies to doors, and what of an issue was sent out."""

from abonent.distribution.models.alarm import AlarmSetAside
from abonent.distribution.models.carrier import Carrier
from abonent.distribution.models.circulation import PriceClasses
from abonent.distribution.models.consignment import ConsignedPiece, Consignment
from abonent.distribution.models.coverage import CoverageCopy, CoverageDistribution, CoverageReceiver
from abonent.distribution.models.depot import Depot
from abonent.distribution.models.door import Door
from abonent.distribution.models.extra import FrozenExtra
from abonent.distribution.models.freezing import FrozenCopy, FrozenFile, FrozenList, FrozenSum
from abonent.distribution.models.insert import Insert
from abonent.distribution.models.outlet import Draw, DrawChange, DrawReturn, Outlet
from abonent.distribution.models.pay import PayLine, PayPlan, PayRate, PayStatement
from abonent.distribution.models.round import FrozenBook, RoundLink, RoundReport
from abonent.distribution.models.route import Route, RouteCarrier
from abonent.distribution.models.settlement import DrawPlan, DrawSettlement, OutletTerms, PlannedSettlement, SettledDraw
from abonent.distribution.models.sorting import HandOver, SortProfile
from abonent.distribution.models.staged_door import StagedDoor
from abonent.distribution.models.staged_stretch import DescribedStretch, StagedStretch
from abonent.distribution.models.stop import RouteMatch, RouteStop
from abonent.distribution.models.stretch import RouteStretch
from abonent.distribution.models.walk import FrozenWalk

__all__ = [
    "AlarmSetAside",
    "Carrier",
    "ConsignedPiece",
    "Consignment",
    "CoverageCopy",
    "CoverageDistribution",
    "CoverageReceiver",
    "Depot",
    "DescribedStretch",
    "Door",
    "Draw",
    "DrawChange",
    "DrawPlan",
    "DrawReturn",
    "DrawSettlement",
    "Outlet",
    "OutletTerms",
    "PlannedSettlement",
    "PriceClasses",
    "FrozenBook",
    "FrozenCopy",
    "FrozenExtra",
    "FrozenFile",
    "FrozenList",
    "FrozenSum",
    "FrozenWalk",
    "HandOver",
    "Insert",
    "PayLine",
    "PayPlan",
    "PayRate",
    "PayStatement",
    "Route",
    "RouteCarrier",
    "RouteMatch",
    "RouteStop",
    "RouteStretch",
    "SettledDraw",
    "RoundLink",
    "RoundReport",
    "SortProfile",
    "StagedDoor",
    "StagedStretch",
]
