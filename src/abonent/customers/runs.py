"""The run of the register: find the records that may be one customer, and merge those that a person is sure enough of."""

from __future__ import annotations

from django.db import connection
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import DuplicatePlan
from abonent.customers.operations.duplicates import merge_planned
from abonent.kit import statements
from abonent.runs.kinds import RunKind, Step, Totals
from abonent.runs.models import Run

# A sign that more customers share says nothing of two of them, and comparing all pairs of a crowd costs the square of it.
CROWD = 40
# From so many points on two records are shown to a person.
PROPOSED_FROM = 50
# Work tables of the session, each with the statement that fills it, in their order.
WORK = {"work_traits": "find_traits", "work_sign": "find_signs", "work_pair": "find_pairs"}


def find_duplicates(run: Run) -> int:
    """Plan every pair that shares a sign and has enough points; how many signs were too crowded is noted with the run."""
    for work, find in WORK.items():
        statements.run(f"customers/make_{work}")
        statements.run(f"customers/{find}", crowd=CROWD)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {work}")
    crowded = statements.value("customers/count_crowded_signs", crowd=CROWD)
    planned = statements.run("customers/plan_duplicates", source="customers/pairs_by_sign", run=run.pk, at_least=PROPOSED_FROM)
    Run.objects.filter(pk=run.pk).update(parameters={**run.parameters, "crowded": crowded})
    return planned


def totals_of(run: Run) -> Totals:
    """How many pairs."""
    return Totals(rows=DuplicatePlan.objects.filter(run_id=run.pk).count())


def merge_chunk(run: Run, first: int, latest: int) -> int:
    """Merge the pairs of a chunk that have the points a person asked for."""
    return merge_planned(run=run, first=first, latest=latest)


RUN_KINDS = [
    RunKind(
        code="duplicates",
        label=_("Find duplicates"),
        permission="customers.merge_many",
        plan_steps=(Step("customers.find_duplicates", _("Records compared"), find_duplicates),),
        totals=totals_of,
        commit_chunk=merge_chunk,
        look_url="customers:duplicates",
        row_label=_("pairs"),
        commit_label=_("Merge"),
    )
]
