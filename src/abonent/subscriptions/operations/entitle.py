"""Keep who may read what in line with terms, pauses, seats and networks: the same two statements for one subscription and for all."""

from __future__ import annotations

from collections.abc import Sequence

from abonent.kit import statements
from abonent.runs.models import Run

# What may not be read any more goes before what may is written: a period that gets longer is another row.
STATEMENTS = ("subscriptions/forget_entitlements", "subscriptions/write_entitlements")
REFRESH = "entitlement_refresh"
AT_A_TIME = 500


def entitle(*, subscriptions: Sequence[int]) -> None:
    """Bring what is read by some subscriptions up to date, in the caller's transaction, which holds the lock on where they end.

    Several hundred at most.
    """
    for statement in STATEMENTS:
        statements.run(statement, source="subscriptions/entitled_named", subscriptions=list(subscriptions))


def entitle_made() -> None:
    """Bring what is read by the subscriptions up to date whose terms were made just now.

    A subscriber whom nothing but his terms lets read goes on reading: his row gets longer. Only for the others is asked what is due.
    """
    statements.run("subscriptions/extend_entitlements")
    others = [row.subscription_id for row in statements.rows("subscriptions/entitled_made")]
    for first in range(0, len(others), AT_A_TIME):
        entitle(subscriptions=others[first : first + AT_A_TIME])


def plan_refresh(run: Run) -> int:
    """Plan which subscriptions of a company have other readers than they should."""
    return statements.run("subscriptions/plan_entitlements", run=run.pk, entity=run.entity_id)


def refresh_chunk(run: Run, first: int, latest: int) -> int:
    """Bring the subscriptions of a chunk of the plan up to date; returns how many rows came or went."""
    chunk = {"run": run.pk, "first": first, "latest": latest}
    statements.run("subscriptions/lock_refreshed", **chunk)
    return sum(statements.run(statement, source="subscriptions/entitled_planned", **chunk) for statement in STATEMENTS)
