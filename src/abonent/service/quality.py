"""The quality of delivery: complaints per thousand copies over some weeks, by route or by postal code, the worst first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.distribution.models import Route
from abonent.kit import statements

WEEKS = 8
A_WEEK = timedelta(days=7)
THOUSAND = 1000
BY_ROUTE, BY_POSTAL_CODE = "route", "postal_code"
DOORS = {BY_ROUTE: "service/doors_by_route", BY_POSTAL_CODE: "service/doors_by_postal_code"}


@dataclass(frozen=True)
class WeekOfDelivery:
    """The copies of a week that were complained of, and those that were sold."""

    first: date
    complained: int
    sold: int

    @property
    def per_thousand(self) -> Decimal:
        """Complaints per thousand copies; nothing sold, nothing missed."""
        return Decimal(THOUSAND * self.complained) / self.sold if self.sold else Decimal(0)


@dataclass(frozen=True)
class Quality:
    """An area - the key of a route, or country and postal code - over the weeks, oldest first."""

    area: str
    weeks: tuple[WeekOfDelivery, ...]

    @property
    def whole(self) -> WeekOfDelivery:
        """All weeks as if they were one."""
        return WeekOfDelivery(self.weeks[0].first, sum(one.complained for one in self.weeks), sum(one.sold for one in self.weeks))


def quality_of_delivery(by: str, *, viewer: StaffUser, today: date) -> list[Quality]:
    """The areas that were complained of, the worst first. Sums are of all customers: whoever sees only some of them sees none."""
    if not viewer.sees_everybody:
        return []
    until = monday_of(today) + A_WEEK
    asked = {"first": until - WEEKS * A_WEEK, "until": until, "today": today, "viewer": viewer.pk}
    rows = statements.rows("service/quality_of_delivery", source=DOORS[by], **asked)
    found = [
        Quality(area, tuple(WeekOfDelivery(row.first, int(row.complained), int(row.sold)) for row in of_area))
        for area, of_area in groupby(rows, key=lambda row: row.area)
    ]
    return sorted(found, key=lambda one: (-one.whole.per_thousand, -one.whole.complained, one.area))


def ways_to_look(viewer: StaffUser) -> list[str]:
    """By route where there are any, and by postal code."""
    routes = of_my_entities(Route.objects.all(), viewer).exists()
    return [BY_ROUTE, BY_POSTAL_CODE] if routes else [BY_POSTAL_CODE]


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
