"""Pay carriers: set the rates, plan what a month comes to, post it. What was posted stays; a further statement corrects it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.queries import currency_exponents
from abonent.distribution.carrier_charges import charges_to_carriers
from abonent.distribution.models import PayRate, Route
from abonent.kit import statements
from abonent.kit.periods import period
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import record_act

KIND = "carriers_pay"
# What changes of the two months before the one that is paid is made good with it; older months are closed.
MONTHS_LOOKED_AT = 3


class CannotPay(Refusal):
    """A rate that cannot be as asked."""

    sentences = {
        "pay.other_weekdays": _("On some of these weekdays another rate holds. End that first, or choose the same weekdays."),
        "pay.other_company": _("This route is of another company."),
        "pay.unchanged": _("This rate holds already."),
    }


@dataclass(frozen=True)
class Rate:
    """What is paid for a round, a copy or a door on some weekdays; nothing any more where there is no amount."""

    basis: str
    weekdays: int
    amount: Decimal | None


def set_pay_rate(*, entity: LegalEntity, route: Route | None, rate: Rate, begins: date, actor: StaffUser | None) -> None:
    """Let a rate hold from a day on, for a route or for all of a company; what held before ends then, what was to follow does not."""
    if route and route.entity_id != entity.pk:
        raise CannotPay("pay.other_company")
    with change_by(actor, "set_pay_rate"):
        LegalEntity.objects.select_for_update().get(pk=entity.pk)
        former = _rates(entity.pk, route.pk if route else None, rate.basis)
        rows = PayRate.objects.filter(
            Q(during__endswith__gt=begins) | Q(during__upper_inf=True), entity=entity, route=route, basis=rate.basis
        )
        if any(row.weekdays & rate.weekdays and row.weekdays != rate.weekdays for row in rows):
            raise CannotPay("pay.other_weekdays")
        same = rows.filter(weekdays=rate.weekdays)
        present = same.filter(during__startswith__lte=begins).first()
        if (present.amount if present else None) == rate.amount and same.count() == bool(present):
            raise CannotPay("pay.unchanged")
        same.filter(during__startswith__gte=begins).delete()
        for row in same:
            row.during = period(row.during.lower, begins)
            row.save(update_fields=["during"])
        if rate.amount is not None:
            PayRate.objects.create(
                entity=entity, route=route, basis=rate.basis, weekdays=rate.weekdays, amount=rate.amount, during=period(begins, None)
            )
        inverse = {
            "verb": "restore_pay_rates",
            "entity": entity.pk,
            "route": route.pk if route else None,
            "basis": rate.basis,
            "rows": former,
        }
        record_act(actor=actor, verb="set_pay_rate", subject_kind="entity", subject_ids=[entity.pk], inverse=inverse)


def restore_pay_rates(*, entity: int, route: int | None, basis: str, rows: Sequence[Mapping[str, Any]], actor: StaffUser | None) -> None:
    """Let the rates of a route, or of all of a company, be those that are given."""
    with change_by(actor, "restore_pay_rates"):
        LegalEntity.objects.select_for_update().get(pk=entity)
        PayRate.objects.filter(entity=entity, route=route, basis=basis).delete()
        for row in rows:
            PayRate.objects.create(
                entity_id=entity,
                route_id=route,
                basis=basis,
                weekdays=row["weekdays"],
                amount=Decimal(row["amount"]),
                during=period(row["from"], row["until"]),
            )
        record_act(actor=actor, verb="restore_pay_rates", subject_kind="entity", subject_ids=[entity])


def month_paid(as_of: date) -> date:
    """The first day of the month that a run pays: the one before its day."""
    return (as_of.replace(day=1) - timedelta(days=1)).replace(day=1)


def plan_pay(run: Run) -> int:
    """Plan what each carrier gets for the month before the run's day, and what of the two months before is made good."""
    month = first = month_paid(run.as_of)
    for _month in range(MONTHS_LOOKED_AT - 1):
        first = month_paid(first)
    currency = run.entity.currency
    return statements.run(
        "distribution/plan_pay",
        source=charges_to_carriers(),
        run=run.pk,
        entity=run.entity_id,
        first=first,
        until=run.as_of.replace(day=1),
        exponent=currency_exponents([currency], month)[currency],
    )


def post_statements(run: Run) -> int:
    """Post a statement for each carrier of the plan."""
    asked = {"month": month_paid(run.as_of), "currency": run.entity.currency, "posted_by": run.created_by_id}
    return statements.run("distribution/post_pay_statements", run=run.pk, **asked)


def post_lines(run: Run, first: int, latest: int) -> int:
    """Post the lines of a chunk of the plan."""
    return statements.run("distribution/post_pay_lines", run=run.pk, first=first, latest=latest)


def _rates(entity: int, route: int | None, basis: str) -> list[dict[str, Any]]:
    return [
        {
            "weekdays": row.weekdays,
            "amount": str(row.amount),
            "from": row.during.lower.isoformat(),
            "until": row.during.upper.isoformat() if row.during.upper else None,
        }
        for row in PayRate.objects.filter(entity=entity, route=route, basis=basis).order_by("during")
    ]
