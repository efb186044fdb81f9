"""Make the planned terms of a chunk with their charges: those that nobody holds back and whose ground still stands."""

from __future__ import annotations

from datetime import date

from abonent.charges.operations import write_charges
from abonent.kit import statements
from abonent.subscriptions.operations.entitle import entitle_made
from abonent.subscriptions.operations.settle import settle_pauses

EVERYTHING = 2**40
AT_A_TIME = 500


def make_terms(*, run: int, first: int = 1, latest: int = EVERYTHING, made_by: int | None, today: date) -> int:
    """Write terms and charges of the plan rows `first` to `latest` in the caller's transaction; returns how many terms.

    `made_by` is the run that stands on the terms; None for those made by hand. A subscription's terms belong to the chunk of
    the first of them and are made together or not at all.
    """
    chunk = {"run": run, "first": first, "latest": latest}
    statements.run("subscriptions/make_work_made")
    statements.run("subscriptions/empty_work_made")
    statements.run("subscriptions/lock_expiries", **chunk)
    statements.run("subscriptions/choose_terms", **chunk)
    made = statements.run("subscriptions/write_terms", made_by=made_by)
    charges, components = "subscriptions/charges_of_terms", "subscriptions/components_of_terms"
    write_charges(charges=charges, components=components, run=run, made_by=made_by)
    statements.run("subscriptions/move_expiries")
    _heed_pauses(today)
    entitle_made()
    return made


def _heed_pauses(today: date) -> None:
    """Bring the terms in line that were made where somebody has paused already."""
    paused = [row.subscription_id for row in statements.rows("subscriptions/paused_made")]
    for first in range(0, len(paused), AT_A_TIME):
        settle_pauses(subscriptions=paused[first : first + AT_A_TIME], today=today)
