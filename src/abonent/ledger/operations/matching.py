"""Match unknown bank lines with what customers owe: one run, planned and committed by itself after an import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit.refusals import Refusal
from abonent.ledger.models import MatchingPlan, UnknownBankLine
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, continue_run, plan_run

KIND = "payment_matching"
BY_ITSELF = {"by_itself": True}


class CannotHoldBack(Refusal):
    """A plan that is being committed, or was."""

    sentences = {"matching.not_planned": _("Run %(run)s is not waiting for a decision; its rows stay as they are.")}


def match_bank_lines(*, entity: LegalEntity, actor: StaffUser | None, as_of: date) -> Run | None:
    """Plan and commit the matching of all unknown lines of an entity; None where there is none.

    Imports that end at the same time take turns, so each line is looked at by a run that began after it came. A run
    that was left in the middle is finished first. While a person looks at a plan of his own, nothing is matched: his
    commit or the next import does it.
    """
    with _alone(f"{KIND} {entity.pk}"):
        _finish_what_was_left(entity, actor)
        someone_plans = Run.objects.open().filter(kind=KIND, entity=entity).exists()
        if someone_plans or not UnknownBankLine.objects.filter(bank_line__bank_account__entity=entity).exists():
            return None
        run = begin_run(kind=KIND, entity=entity, as_of=as_of, actor=actor, parameters=BY_ITSELF)
        return commit_run(run=approve_run(run=plan_run(run=run), actor=actor))


def hold_back(*, run: Run, payments: Sequence[int], held: bool) -> int:
    """Hold planned payments back, or let them go; those held back stay unknown lines. Returns how many changed."""
    with transaction.atomic():
        if Run.objects.select_for_update().get(pk=run.pk).state != Run.State.PLANNED:
            raise CannotHoldBack("matching.not_planned", run=run.pk)
        rows = MatchingPlan.objects.filter(run_id=run.pk, payment_id__in=payments)
        return rows.exclude(is_held_back=held).update(is_held_back=held)


def _finish_what_was_left(entity: LegalEntity, actor: StaffUser | None) -> None:
    for run in Run.objects.open().filter(kind=KIND, entity=entity, parameters=BY_ITSELF).order_by("pk"):
        run = continue_run(run=run)
        if run.state == Run.State.PLANNED:
            commit_run(run=approve_run(run=run, actor=actor))


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """A lock of the session: a run is many transactions. The server lets it go when the session ends, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [name])
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
