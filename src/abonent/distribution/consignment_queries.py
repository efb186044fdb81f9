"""Questions about consignments: which are seen, and which runs have something to be sent."""

from __future__ import annotations

from django.db.models import QuerySet

from abonent.access.models import StaffUser
from abonent.access.visibility import of_whole_companies
from abonent.distribution.consigned import Consigned, declared_consigned
from abonent.distribution.models import Consignment
from abonent.runs.models import Run
from abonent.runs.queries import visible_runs

# Of each kind; older ones have gone, or their papers were taken away.
MOST_RUNS = 10


def visible_consignments(viewer: StaffUser) -> QuerySet[Consignment]:
    """Those of companies of which the viewer sees all customers."""
    return of_whole_companies(Consignment.objects.select_related("entity", "run__entity", "profile", "made_by", "fetched_by"), viewer)


def runs_to_send(viewer: StaffUser) -> list[tuple[Consigned, list[Run]]]:
    """Of each kind the latest runs whose pieces are printed and not put together yet, the latest first."""
    return [(sent, _waiting(sent, viewer)) for sent in declared_consigned]


def _waiting(sent: Consigned, viewer: StaffUser) -> list[Run]:
    gone = Consignment.objects.filter(kind=sent.kind, withdrawn_at=None).values("run")
    printed = visible_runs(viewer).filter(sent.printed(), kind=sent.run_kind, state=Run.State.DONE)
    return list(printed.exclude(pk__in=gone).order_by("-pk")[:MOST_RUNS])
