"""Settle what agents earned of sales that their readers pay us: planned by run, posted once. What was posted stays; the next one corrects it."""

from __future__ import annotations

from typing import Any

from abonent.billing.models import AgentSettlement
from abonent.charges.operations import write_charges
from abonent.company.queries import currency_on
from abonent.kit import statements
from abonent.runs.models import Run

KIND = "agent_settlement"


def plan_commission(run: Run) -> int:
    """Plan what is earned by the day of the run and not settled, and what of it is given back."""
    currency = currency_on(code=run.entity.currency, on=run.as_of)
    return statements.run("billing/plan_commission", **_asked(run), exponent=currency.exponent)


def post_settlements(run: Run) -> int:
    """Post a settlement for each agent of the plan."""
    return statements.run("billing/post_agent_settlements", **_asked(run), currency=run.entity.currency, posted_by=run.created_by_id)


def post_earned(run: Run, first: int, latest: int) -> int:
    """Post the lines of a chunk of the plan."""
    return statements.run("billing/post_earned_commission", run=run.pk, first=first, latest=latest)


def charge_settlements(run: Run) -> int:
    """Write what is owed to agents as charges, which the next billing credits them."""
    if not AgentSettlement.objects.filter(run=run).exists():
        return 0
    return write_charges(charges="billing/charges_of_settlements", components="billing/components_of_settlements", run=run.pk)


def _asked(run: Run) -> dict[str, Any]:
    return {"run": run.pk, "entity": run.entity_id, "as_of": run.as_of}
