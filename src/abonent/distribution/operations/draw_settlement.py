"""Settle what outlets drew: on which terms, planned by run, charged once, and taken back as long as nothing of it is invoiced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.catalog.models import PriceList
from abonent.charges.models import OpenCharge
from abonent.charges.operations import withdraw_charges, write_charges
from abonent.distribution.models import DrawSettlement, Outlet, OutletTerms
from abonent.distribution.refusals import DatedRefusal
from abonent.kit import clock, statements
from abonent.kit.periods import period
from abonent.runs.models import Act, Run
from abonent.runs.operations import record_act

KIND = "draw_settlement"
# What is older is not asked any more: nothing can come back after a year.
LONGEST = timedelta(days=400)


class CannotSettle(DatedRefusal):
    """Terms that cannot be as asked, or a settlement that stands."""

    sentences = {
        "settlement.one_kind": _("Write percent or an amount for each copy, not both."),
        "settlement.another_company": _("This price list is of another company."),
        "settlement.unchanged": _("It is so already."),
        "settlement.later_terms": _("From %(day)s on there are other terms already. Say a later day."),
        "settlement.not_this_way": _("The terms were changed since. Change them again instead."),
        "settlement.invoiced": _(
            "Of this settlement %(count)s charges are invoiced already. Note what came back: the next settlement credits it."
        ),
        "settlement.withdrawn": _("This is taken back already."),
    }


@dataclass(frozen=True, kw_only=True)
class AskedTerms:
    """What an outlet is to pay from a day on: by which list, less how much."""

    price_list: PriceList
    from_on: date
    percent: Decimal = Decimal(0)
    per_copy: Decimal = Decimal(0)


def set_outlet_terms(*, outlet: Outlet, asked: AskedTerms, actor: StaffUser | None) -> OutletTerms:
    """Let an outlet pay on other terms from a day on; what is settled stays at the price that it was settled at."""
    if asked.percent and asked.per_copy:
        raise CannotSettle("settlement.one_kind")
    if asked.price_list.entity_id != outlet.entity_id:
        raise CannotSettle("settlement.another_company")
    said = {"price_list": asked.price_list, "percent": asked.percent, "per_copy": asked.per_copy}
    with change_by(actor, "set_outlet_terms"):
        _lock(outlet)
        latest = outlet.terms.select_related("price_list").order_by("-during").first()
        if latest and latest.during.lower >= asked.from_on:
            raise CannotSettle("settlement.later_terms", day=latest.during.lower)
        if latest and {name: getattr(latest, name) for name in said} == said:
            raise CannotSettle("settlement.unchanged")
        if latest:
            latest.during = period(latest.during.lower, asked.from_on)
            latest.save(update_fields=["during"])
        terms = OutletTerms.objects.create(outlet=outlet, during=period(asked.from_on, None), **said)
        inverse = {"verb": "take_outlet_terms_back", "terms": terms.pk}
        record_act(actor=actor, verb="set_outlet_terms", subject_kind="outlet", subject_ids=[outlet.pk], inverse=inverse)
    return terms


def take_outlet_terms_back(*, terms: OutletTerms, actor: StaffUser | None) -> None:
    """The terms before go on, as long as nothing else was said since."""
    with change_by(actor, "take_outlet_terms_back"):
        _lock(terms.outlet)
        if terms.outlet.terms.filter(during__startswith__gt=terms.during.lower).exists():
            raise CannotSettle("settlement.not_this_way")
        former = terms.outlet.terms.filter(during__endswith=terms.during.lower).first()
        terms.delete()
        if former:
            former.during = period(former.during.lower, None)
            former.save(update_fields=["during"])


def plan_draws(run: Run) -> int:
    """Fill `draw_plan` with what is drawn and come back until the day of the run and not settled; returns how many issues."""
    wanted = Outlet.objects.filter(entity=run.entity_id)
    only = run.parameters.get("outlet")
    outlets = list((wanted.filter(pk=only) if only else wanted).values_list("pk", flat=True))
    asked = {"outlets": outlets, "product": None, "issues": None, "first": run.as_of - LONGEST, "until": run.as_of + timedelta(days=1)}
    return statements.run("distribution/plan_draws", source="distribution/draws_of_outlets", run=run.pk, **asked)


def park_unsettled(run: Run) -> int:
    """Set the outlets aside that have no terms, or draw what has no price."""
    return statements.run("runs/park_cases", source="distribution/parked_draws", run=run.pk)


def settle_draws(*, run: Run, first: int, latest: int) -> int:
    """Settle a chunk of the plan in the caller's transaction, with its charges; returns how many outlets and products."""
    chunk: Mapping[str, Any] = {"run": run.pk, "first": first, "latest": latest}
    statements.rows("distribution/lock_planned_outlets", **chunk)
    settled = statements.run("distribution/write_draw_settlements", **chunk)
    statements.run("distribution/write_settled_draws", **chunk)
    write_charges(charges="distribution/charges_of_draws", components="distribution/components_of_draws", run=run.pk, as_of=run.as_of)
    return settled


def tell_settlement(run: Run) -> int:
    """Write down the act of a committed run, so that it can be taken back; returns 1, or 0 if it was told."""
    if Act.objects.filter(verb="settle_draws", subject_kind="run", subject_ids=[run.pk]).exists():
        return 0
    inverse = {"verb": "take_settlement_back", "run": run.pk}
    record_act(actor=run.created_by, verb="settle_draws", subject_kind="run", subject_ids=[run.pk], inverse=inverse)
    return 1


def take_settlement_back(*, run: Run, actor: StaffUser | None) -> int:
    """Nothing of a run is settled after all, and the next one settles it; returns how many. Refused once one of its charges is invoiced."""
    with change_by(actor, "take_settlement_back"):
        standing = list(DrawSettlement.objects.select_for_update().filter(run=run, withdrawn_at=None))
        if not standing:
            raise CannotSettle("settlement.withdrawn")
        charges = [one.charge_id for one in standing]
        invoiced = len(charges) - OpenCharge.objects.select_for_update().filter(pk__in=charges).count()
        if invoiced:
            raise CannotSettle("settlement.invoiced", count=invoiced)
        DrawSettlement.objects.filter(run=run).update(withdrawn_at=clock.now(), withdrawn_by=actor)
        withdraw_charges(charges="distribution/draw_charges_to_withdraw", run=run.pk)
        record_act(actor=actor, verb="take_settlement_back", subject_kind="run", subject_ids=[run.pk])
    return len(standing)


def _lock(outlet: Outlet) -> None:
    Outlet.objects.select_for_update().get(pk=outlet.pk)
