"""Plan what is due of one payer anew within a plan, after his data were mended: the rest of the plan stays as it is looked at."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.billing.models import BillingHold, BillingLook, BillingPlan, BillingPlanLine, BillingTotals
from abonent.billing.operations.commission import billed_together, write_commission
from abonent.billing.operations.footing import footing
from abonent.billing.operations.holding import lock_row
from abonent.billing.operations.planning import parameters, plan_totals, totals_of
from abonent.charges.models import OpenCharge
from abonent.kit import clock, statements
from abonent.kit.refusals import Refusal
from abonent.runs.models import ParkedCase, Run
from abonent.runs.operations import record_act

# What a plan says of a row, by its ordinal.
OF_ROWS = (BillingPlanLine, BillingPlan, BillingHold, BillingLook)


class CannotReplan(Refusal):
    """A row that cannot be planned anew within its plan."""

    sentences = {
        "replan.ground_shifted": _(
            "Rates of VAT, accounts or particulars of %(company)s were changed since: the whole plan rests on them. Plan the run anew."
        ),
    }


def replan_payer(*, run: Run, invoice_id: int, actor: StaffUser | None) -> int:
    """Plan all that is due of the payer of a planned invoice anew; returns on how many it now stands. Nothing if the row is gone meanwhile."""
    with transaction.atomic():
        clock.hand_over()
        row = BillingPlan.objects.filter(run=run, invoice_id=invoice_id).select_related("payer__canonical").first()
        if row is None:
            return 0
        lock_row(run, row.ordinal)
        given = {**parameters(run), **footing(entity=run.entity, on=run.as_of).parameters(entity=run.entity)}
        if BillingTotals.objects.filter(run=run, ground=given["shared_ground"]).first() is None:
            raise CannotReplan("replan.ground_shifted", company=run.entity.name)
        payers = row.payer.canonical.merged_ids
        charges = _due_of(run, payers)
        latest = _latest(run)
        freed = _take_out(run, payers, charges)
        planned = _plan({**given, "charges": charges, "after": latest}) if charges else 0
        _take_places(run, freed, [*range(latest + 1, latest + planned + 1)])
        _count_anew(run)
        record_act(actor=actor, verb="replan_payer", subject_kind="run", subject_ids=[run.pk])
    return planned


def _due_of(run: Run, payers: list[int]) -> list[int]:
    """The charges of a payer that the run would bill, with what agents keep of them."""
    due = OpenCharge.objects.filter(entity_id=run.entity_id, due_on__lte=run.as_of, charge__payer__in=payers)
    charges = list(due.values_list("charge_id", flat=True))
    if not charges:
        return []
    write_commission(entity=run.entity, as_of=run.as_of, charges=charges)
    return billed_together(charges)


def _take_out(run: Run, payers: list[int], charges: list[int]) -> list[int]:
    """Forget what the plan said of a payer; returns the places that are free now."""
    freed = list(BillingPlan.objects.filter(run=run, payer__in=payers).order_by("ordinal").values_list("ordinal", flat=True))
    for model in OF_ROWS:
        model.objects.filter(run=run, ordinal__in=freed).delete()  # type: ignore[attr-defined]
    ParkedCase.objects.filter(run=run, subject_kind="charge", subject_id__in=charges).delete()
    return freed


def _plan(given: dict[str, Any]) -> int:
    """The statements of a whole plan, of these charges alone, behind all other rows; returns how many documents they make."""
    statements.run("billing/plan_treatments", source="billing/sorts_due", **given)
    statements.run("runs/park_cases", source="billing/charges_to_park", **given)
    statements.run("billing/plan_lines", **given)
    statements.run("billing/split_vat", **given)
    ordinals = BillingPlanLine.objects.filter(run=given["run"], ordinal__gt=given["after"])
    latest = ordinals.aggregate(latest=Max("ordinal"))["latest"] or given["after"]
    planned = statements.run("billing/plan_invoices", source="billing/buyers", **given, first=given["after"] + 1, latest=latest)
    statements.run("billing/hold_credits", **given)
    return planned


def _take_places(run: Run, freed: list[int], fresh: list[int]) -> None:
    """Leave no gap: a commit goes through the places of a plan, from 1 to as many rows as it has."""
    for place in freed:
        latest = fresh.pop() if fresh else _latest(run)
        if latest > place:
            for model in OF_ROWS:
                model.objects.filter(run=run, ordinal=latest).update(ordinal=place)  # type: ignore[attr-defined]


def _latest(run: Run) -> int:
    return BillingPlan.objects.filter(run=run).aggregate(latest=Max("ordinal"))["latest"] or 0


def _count_anew(run: Run) -> None:
    BillingTotals.objects.filter(run=run).delete()
    plan_totals(run)
    totals = totals_of(run)
    Run.objects.filter(pk=run.pk).update(planned_rows=totals.rows, total_amount=totals.amount)
