"""Makes the plan of a run: how each sort of line is treated, which charges are parked, lines, documents, totals.

The same functions plan a night's run, a single invoice and a credit note; the run's parameters say what of. The statements plan behind
`after`: a whole plan begins at 0, what is planned anew of one payer stands behind the rest until it takes the places of what it replaces.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from abonent.billing.models import BillingPlanLine, BillingTotals
from abonent.billing.operations.commission import write_commission
from abonent.billing.operations.footing import footing
from abonent.billing.operations.wishes import changed_percent
from abonent.kit import clock, statements
from abonent.kit.side_by_side import side_by_side
from abonent.runs.kinds import Totals
from abonent.runs.models import Run

FEW = 1000
PART = 25_000


def parameters(run: Run) -> dict[str, Any]:
    """What the statements of planning may name: `charges` narrows a run to a few, `credited` is what a credit note credits."""
    asked = run.parameters
    return {
        "run": run.pk,
        "entity": run.entity_id,
        "as_of": run.as_of,
        "charges": asked.get("charges"),
        "credited": asked.get("credited"),
        "lines": json.dumps(asked.get("lines", [])),
        "credit_rounding": asked.get("rounding", "0"),
        "after": 0,
        "changed_percent": changed_percent(run.entity),
    }


def keep_commission(run: Run) -> int:
    """What agents keep of what is due, written as charges of its own before anything is planned."""
    return write_commission(entity=run.entity, as_of=run.as_of)


def find_treatments(run: Run) -> int:
    """How each sort of line that is due is taxed and booked, with fresh statistics of the worklist."""
    statements.run("charges/analyze_open_charges")
    found = statements.run("billing/plan_treatments", source="billing/sorts_due", **parameters(run))
    statements.run("billing/analyze_treatments")
    return found


def find_single_treatments(run: Run) -> int:
    """How the few lines of a single invoice or credit note are taxed and booked."""
    source = "billing/sorts_credited" if run.parameters.get("credited") else "billing/sorts_due"
    return statements.run("billing/plan_treatments", source=source, **parameters(run))


def park_charges(run: Run) -> int:
    """Set aside the charges that have no rate, no account or no exchange rate."""
    return statements.run("runs/park_cases", source="billing/charges_to_park", **parameters(run))


def plan_lines(run: Run) -> int:
    """The lines of all invoices, the VAT of each rate and document split to them."""
    given = {**parameters(run), **_footing(run)}
    planned = statements.run("billing/plan_lines", **given)
    if planned > FEW:
        statements.run("billing/analyze_lines")
    statements.run("billing/split_vat", **given)
    return planned


def plan_credit_lines(run: Run) -> int:
    """The lines of a credit note."""
    return statements.run("billing/plan_credit_lines", **parameters(run), **_footing(run))


def plan_invoices(run: Run) -> int:
    """The documents that the lines make; many in parts, two at once, so that both cores are at work.

    A part is a transaction of its own, beside the step's, which only holds the run; done again after a kill it finds its rows.
    """
    documents = BillingPlanLine.objects.filter(run=run).aggregate(latest=Max("ordinal"))["latest"] or 0
    parts = [{"first": first, "latest": first + PART - 1} for first in range(1, documents + 1, PART)]
    given = {**parameters(run), **_footing(run)}
    # Inside another transaction the lines are seen by this connection alone.
    planned = sum(side_by_side(partial(_plan_part, given), parts, at_once=1 if connection.savepoint_ids else 2))
    if planned > FEW:
        statements.run("billing/analyze_plan")
    return documents


def _plan_part(given: dict[str, Any], part: dict[str, int]) -> int:
    with transaction.atomic():
        clock.hand_over()
        return statements.run("billing/plan_invoices", source="billing/buyers", **given, **part)


def hold_credits(run: Run) -> int:
    """Hold back by rule the documents whose credits exceed their charges."""
    return statements.run("billing/hold_credits", **parameters(run))


def plan_totals(run: Run) -> int:
    """What the plan comes to."""
    return statements.run("billing/plan_totals", **parameters(run), **_footing(run))


def totals_of(run: Run) -> Totals:
    """Rows and amount of the plan; an entity bills in the currency of its books."""
    totals = BillingTotals.objects.filter(run=run, currency=run.entity.currency).first()
    if totals is None:
        return Totals(rows=0, amount=0, currency=run.entity.currency)
    return Totals(rows=totals.invoices, amount=totals.total, currency=totals.currency)


def _footing(run: Run) -> dict[str, Any]:
    return footing(entity=run.entity, on=run.as_of).parameters(entity=run.entity)
