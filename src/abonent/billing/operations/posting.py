"""Posts the rows of a plan: lines and journal first, the numbers last, all of a chunk in the caller's transaction.

The order is what keeps two runs, and a run and a clerk, out of each other's way: whoever takes a charge off the worklist
first bills it; the series is locked only for the closing statements.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from abonent.billing.operations.electronic import queue_documents
from abonent.billing.operations.footing import footing
from abonent.billing.operations.planning import parameters
from abonent.company.operations import take_numbers
from abonent.kit import statements
from abonent.runs.models import Run
from abonent.subscriptions.models import Agent


class ChargeTakenMeanwhile(Exception):
    """Another transaction billed a charge of the chunk since the plan was made."""


class LooseEnds(AssertionError):
    """New rows refer to rows that do not exist: a fault in the program, so the chunk is rolled back."""


def post_chunk(run: Run, first: int, latest: int) -> int:
    """Post the plan rows first..latest that still have their ground, and return how many. Call it in a transaction."""
    stands_on = footing(entity=run.entity, on=run.as_of).parameters(entity=run.entity)
    given = {**parameters(run), **stands_on, "first": first, "latest": latest}
    statements.run("billing/leave_out_rows", source="billing/buyers", **given)
    blocks = _take_charges(given)
    if not blocks:
        return 0
    statements.run("billing/post_lines", **given, first_id=blocks[0].first_id)
    statements.run("ledger/post_lines", source="billing/journal_lines", **given)
    for block in blocks:
        _post_documents(run, block, given)
    statements.run("ledger/open_receivables", source="billing/posted_receivables", **given)
    statements.run("ledger/post_entries", source="billing/posted_entries", **given)
    if Agent.objects.filter(mode=Agent.BILLS).exists():
        statements.run("billing/post_parts", **given)
    queue_documents(run=run.pk, first=first, latest=latest)
    if statements.value("billing/loose_ends", **given):
        raise LooseEnds(f"run {run.pk}, rows {first} to {latest}")
    return sum(block.documents for block in blocks)


def _take_charges(given: dict[str, Any]) -> list[Any]:
    """Take the chunk's charges off the worklist. A row that lost one to somebody else is left out, and the rest taken anew."""
    while True:
        try:
            with transaction.atomic():
                blocks = statements.rows("billing/chunk_counts", **given)
                taken = statements.run("charges/close_charges", source="billing/chunk_charges", **given)
                if blocks and taken < blocks[0].charges:
                    raise ChargeTakenMeanwhile
                return blocks
        except ChargeTakenMeanwhile:
            statements.run("billing/leave_out_billed", **given)


def _post_documents(run: Run, block: Any, given: dict[str, Any]) -> None:
    """Lock the series of a kind, take its numbers and post its documents."""
    numbers = take_numbers(entity=run.entity, kind=block.kind, count=block.documents, on=run.as_of)
    statements.run(
        "billing/post_invoices",
        **given,
        kind=block.kind,
        first_id=block.first_id,
        series=numbers.series.pk,
        prefix=numbers.series.prefix,
        first_number=numbers.first,
        issued_on=numbers.on,
    )
