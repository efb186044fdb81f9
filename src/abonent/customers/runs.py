"""The runs of the register: find the records that may be one customer and merge them; erase those whom nobody needs any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from abonent.customers.models import Customer, DuplicatePlan
from abonent.customers.models.erasure import ErasurePlan
from abonent.customers.operations.duplicates import merge_planned
from abonent.customers.operations.lapsing import AT_ONCE, erase_chunk, plan_erasures, set_hindered_aside
from abonent.customers.views.shared import page_of
from abonent.kit import statements
from abonent.kit.holdings import declared_hindrances
from abonent.runs.kinds import RunKind, Step, Subject, Totals
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


class _Hindrances(Mapping[str, Any]):
    """What the folders say may hinder an erasure, by code; they are declared after this."""

    def __getitem__(self, code: str) -> Any:
        return next(hindrance.label for hindrance in declared_hindrances if hindrance.code == code)

    def __iter__(self) -> Iterator[str]:
        return (hindrance.code for hindrance in declared_hindrances)

    def __len__(self) -> int:
        return len(list(declared_hindrances))

    def get(self, code: str, default: Any = None) -> Any:
        """The words of a code."""
        return self[code] if code in set(self) else default


def erasures_of(run: Run) -> Totals:
    """How many customers."""
    return Totals(rows=ErasurePlan.objects.filter(run_id=run.pk).count())


def customers_by(ids: Sequence[int]) -> dict[int, Subject]:
    """The customers that were set aside."""
    return {row.pk: Subject(f"{row.number} {row.name}", page_of(row)) for row in Customer.objects.filter(pk__in=ids)}


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
    ),
    RunKind(
        code="erasing",
        stands_still=True,
        label=_("Erase whom nobody needs"),
        permission="customers.erase_many",
        plan_steps=(
            Step("customers.plan_erasures", _("Customers whose time has passed"), plan_erasures),
            Step("customers.set_hindered_aside", _("Those with something to settle set aside"), set_hindered_aside),
        ),
        totals=erasures_of,
        commit_chunk=erase_chunk,
        chunk_rows=AT_ONCE,
        look_url="customers:erasures",
        row_label=_("customers"),
        commit_label=_("Erase"),
        reasons=_Hindrances(),
        subjects=customers_by,
    ),
]
