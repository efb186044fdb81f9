"""Questions about carriers' pay: which rates hold, which statements are seen, what they come to by what is paid for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.distribution.models import PayLine, PayPlan, PayRate, PayStatement
from abonent.distribution.models.pay import BASES
from abonent.runs.models import Run

NOTHING = Decimal(0)
AMOUNT = DecimalField(max_digits=14, decimal_places=2)


def visible_rates(viewer: StaffUser, today: date) -> QuerySet[PayRate]:
    """The rates of the viewer's companies that hold or will."""
    standing = Q(during__endswith__gt=today) | Q(during__upper_inf=True)
    return of_my_entities(PayRate.objects.select_related("entity", "route"), viewer).filter(standing)


def visible_pay_statements(viewer: StaffUser) -> QuerySet[PayStatement]:
    """Statements for carriers of the viewer's companies."""
    rows = PayStatement.objects.select_related("carrier__entity", "run", "posted_by")
    return of_my_entities(rows, viewer, path="carrier__entity")


def with_parts(rows: QuerySet[PayStatement]) -> QuerySet[Any]:
    """Statements with what of their amount is for each basis: `for_round`, `for_copy`, and so on."""
    return rows.annotate(**{f"for_{code}": _part(code) for code, _label in BASES})


def _part(basis: str) -> Any:
    lines = PayLine.objects.filter(statement=OuterRef("pk"), basis=basis).order_by().values("statement")
    return Coalesce(Subquery(lines.annotate(amount_of=Sum("amount")).values("amount_of")), NOTHING, output_field=AMOUNT)


@dataclass(frozen=True)
class PaidDay:
    """What a statement pays for a day on a route."""

    on_day: date
    lines: Sequence[PayLine]

    @property
    def route(self) -> str:
        """The number of the route; empty where a charge names none."""
        first = self.lines[0].route
        return first.number if first else ""

    @property
    def amount(self) -> Decimal:
        """What it comes to."""
        return sum((line.amount for line in self.lines), NOTHING)


def days_of(statement: PayStatement) -> list[PaidDay]:
    """The lines of a statement by day and route, in their order."""
    lines = statement.lines.select_related("route").order_by("on_day", "ordinal")
    return [PaidDay(key[0], list(same)) for key, same in groupby(lines, key=lambda line: (line.on_day, line.route_id))]


@dataclass(frozen=True)
class PlannedPay:
    """What a run pays: to how many carriers, how much of it is made good for months before, and how much they are charged."""

    carriers: int
    amount: Decimal
    made_good: Decimal
    charged: Decimal


def planned_pay(run: Run, month: date) -> PlannedPay:
    """The sums of a plan."""
    told = PayPlan.objects.filter(run=run).aggregate(
        whole=Sum("amount"),
        made_good=Sum("amount", filter=Q(on_day__lt=month) | Q(turn__gt=1)),
        charged=Sum("amount", filter=Q(basis="charge")),
    )
    carriers = PayPlan.objects.filter(run=run).order_by().values("carrier").distinct().count()
    return PlannedPay(carriers, told["whole"] or NOTHING, told["made_good"] or NOTHING, told["charged"] or NOTHING)
