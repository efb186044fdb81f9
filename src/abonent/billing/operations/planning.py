"""Makes the plan of a run: how each sort of line is treated, which charges are parked, lines, invoices, totals.

The same functions plan a night's run and a single invoice; the run's parameters say which charges.
"""

from __future__ import annotations

from typing import Any

from abonent.billing.models import BillingPlan, BillingTotals
from abonent.billing.operations.footing import footing
from abonent.kit import statements
from abonent.runs.kinds import Totals
from abonent.runs.models import Run

EVERYTHING = {"first": 1, "latest": 2**31 - 1}
FEW = 1000


def find_treatments(run: Run) -> int:
    """Refresh the statistics of the worklist, then find how each sort of line that is due is taxed and booked."""
    is_big = run.parameters.get("charges") is None
    if is_big:
        statements.run("charges/analyze_open_charges")
    found = statements.run("billing/plan_treatments", source="billing/sorts_due", **parameters(run))
    if is_big:
        statements.run("billing/analyze_treatments")
    return found


def park_charges(run: Run) -> int:
    """Set aside the charges that have no rate, no account or no exchange rate."""
    return statements.run("runs/park_cases", source="billing/charges_to_park", **parameters(run))


def plan_lines(run: Run) -> int:
    """Plan the lines of all invoices."""
    given = {**parameters(run), **_footing(run)}
    planned = statements.run("billing/plan_lines", **given)
    if planned > FEW:
        statements.run("billing/analyze_lines")
    statements.run("billing/split_vat", **given)
    return planned


def plan_invoices(run: Run) -> int:
    """Plan the invoices, and hold back by rule those whose credits exceed their charges."""
    planned = statements.run("billing/plan_invoices", source="billing/buyers", **parameters(run), **_footing(run), **EVERYTHING)
    statements.run("billing/hold_credits", **parameters(run))
    if planned > FEW:
        statements.run("billing/analyze_plan")
    return planned


def plan_totals(run: Run) -> int:
    """Sum the plan."""
    return statements.run("billing/plan_totals", **parameters(run))


def totals_of(run: Run) -> Totals:
    """What the plan of a run comes to; an entity bills in the currency of its books."""
    totals = BillingTotals.objects.filter(run=run, currency=run.entity.currency).first()
    if totals is None:
        return Totals(rows=0, amount=0, currency=run.entity.currency)
    return Totals(rows=totals.invoices, amount=totals.total, currency=totals.currency)


def parameters(run: Run) -> dict[str, Any]:
    """What every statement of billing may name of a run. `charges` narrows it to a few, for a single invoice."""
    return {"run": run.pk, "entity": run.entity_id, "as_of": run.as_of, "charges": run.parameters.get("charges")}


def planned_invoice_ids(run: Run) -> list[int]:
    """The ids of a small plan's invoices."""
    return list(BillingPlan.objects.filter(run=run).order_by("ordinal").values_list("invoice_id", flat=True))


def _footing(run: Run) -> dict[str, Any]:
    return footing(entity=run.entity, on=run.as_of).parameters(entity=run.entity)
