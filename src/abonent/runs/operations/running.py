"""The verbs of a run: plan, approve, commit, cancel. Each step is one transaction; killed anywhere, it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.kit.side_by_side import side_by_side
from abonent.organisation.models import LegalEntity
from abonent.runs.kinds import RunKind, Step
from abonent.runs.models import ParkedCase, Run, RunSchedule, RunStep
from abonent.runs.operations.standstills import commits_are_held, demand_no_standstill
from abonent.runs.registry import kind_of

State = Run.State


class CannotRun(Refusal):
    """A run that is not in the state for what is asked."""

    sentences = {
        "run.not_planned": _("Run %(run)s is %(state)s; only a planned run can be committed."),
        "run.already_committed": _("Run %(run)s has begun to commit and cannot be cancelled; what it posted is reversed by documents."),
        "run.another_is_open": _("Run %(run)s of this kind is not finished. Commit or cancel it first."),
        "run.not_stopped": _("Run %(run)s has not stopped."),
        "run.nothing_parked": _("Nothing that run %(run)s parked waits any more."),
    }


def begin_run(
    *,
    kind: str,
    entity: LegalEntity,
    as_of: date,
    actor: StaffUser | None,
    parameters: dict[str, Any] | None = None,
    schedule: RunSchedule | None = None,
) -> Run:
    """Write the row of a run that is to be planned; refuses while another of its kind and entity is open.

    A plan that found nothing is given up for the new one: there is nothing in it to commit, and it would only stand in the way.
    """
    kind_of(kind)
    with transaction.atomic():
        clock.hand_over()
        _serialise(f"run {kind} {entity.pk}")
        waiting = Run.objects.open().filter(kind=kind, entity=entity).first()
        if waiting and waiting.found_nothing:
            cancel_run(run=waiting)
        elif waiting:
            raise CannotRun("run.another_is_open", run=waiting.pk)
        return Run.objects.create(kind=kind, entity=entity, as_of=as_of, parameters=parameters or {}, created_by=actor, schedule=schedule)


def plan_run(*, run: Run) -> Run:
    """Do the planning steps that have no line yet, then write the totals."""
    kind = kind_of(run.kind)
    for step in kind.plan_steps:
        _do_once(run, step)
    with transaction.atomic():
        clock.hand_over()
        totals = kind.totals(run)
        Run.objects.filter(pk=run.pk, state=State.PLANNING).update(
            state=State.PLANNED, planned_rows=totals.rows, total_amount=totals.amount, currency=totals.currency, planned_at=clock.now()
        )
    run.refresh_from_db()
    return run


def approve_run(*, run: Run, actor: StaffUser | None) -> Run:
    """Say that the plan may be committed; from here a worker or the command goes on with it."""
    if kind_of(run.kind).stands_still and commits_are_held():
        demand_no_standstill()
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state != State.PLANNED:
            raise CannotRun("run.not_planned", run=locked.pk, state=locked.get_state_display())
        on_approval = kind_of(locked.kind).on_approval
        if on_approval:
            on_approval(locked, actor)
        locked.state = State.COMMITTING
        locked.commit_began_at = clock.now()
        locked.save(update_fields=["state", "commit_began_at"])
    run.refresh_from_db()
    return run


def commit_run(*, run: Run) -> Run:
    """Write the chunks that have no line yet, then close the run. Safe to call again after a kill."""
    kind = kind_of(run.kind)
    for step in kind.first_steps:
        _do_once(run, step)
    _commit_chunks(kind, run)
    for step in kind.closing_steps:
        _do_once(run, step)
    _close(run)
    return run


def retry_parked(*, run: Run, actor: StaffUser | None, today: date) -> Run:
    """Begin a run of the same kind and company, which takes up what a run had parked, now that the cause is mended.

    It plans everything that is due by now: what it parks again waits with it, and once it is done nothing waits with the run before.
    """
    if not run.parked_cases.filter(resolved_at=None).exists():
        raise CannotRun("run.nothing_parked", run=run.pk)
    return begin_run(kind=run.kind, entity=run.entity, as_of=max(run.as_of, today), actor=actor)


def cancel_run(*, run: Run) -> Run:
    """Give up a run that has committed nothing."""
    with transaction.atomic():
        clock.hand_over()
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if locked.state not in (State.PLANNING, State.PLANNED, State.FAILED):
            raise CannotRun("run.already_committed", run=locked.pk)
        locked.state = State.CANCELLED
        locked.finished_at = clock.now()
        locked.save(update_fields=["state", "finished_at"])
    run.refresh_from_db()
    return run


def continue_run(*, run: Run) -> Run:
    """Go on with a run that is to be planned or committed, unless somebody is at it or it has stopped with a failure.

    What a step raises is written down as the run's failure and rises.
    """
    with _at_work(run) as alone:
        run.refresh_from_db()
        if not alone or run.failure:
            return run
        try:
            return _go_on(run)
        except Exception as fault:
            fail_run(run=run, failure=f"{type(fault).__name__}: {fault}")
            raise


def resume_run(*, run: Run) -> Run:
    """Let a run that stopped with a failure go on where it was, once the cause is mended."""
    stopped = Run.objects.filter(pk=run.pk, state__in=[State.PLANNING, State.COMMITTING]).exclude(failure="")
    if not stopped.update(failure=""):
        raise CannotRun("run.not_stopped", run=run.pk)
    run.refresh_from_db()
    return run


def fail_run(*, run: Run, failure: str) -> None:
    """Write down why a run stopped; what it committed stays, and it can be resumed once the cause is mended."""
    Run.objects.filter(pk=run.pk, state__in=[State.PLANNING, State.COMMITTING]).update(failure=failure[:2000])


def _go_on(run: Run) -> Run:
    if run.state == State.PLANNING:
        return plan_run(run=run)
    if run.state == State.COMMITTING:
        return commit_run(run=run)
    return run


@contextmanager
def _at_work(run: Run) -> Iterator[bool]:
    """Whether nobody else is at work on the run; until the block ends nobody will be.

    The lock belongs to the connection: it is gone when the process is killed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended('abonent run', %s))", [run.pk])
        alone: bool = cursor.fetchone()[0]
        try:
            yield alone
        finally:
            if alone and not connection.needs_rollback:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended('abonent run', %s))", [run.pk])


def _do_once(run: Run, step: Step, *, chunk: int = 0) -> None:
    """One step in one transaction; two workers on one step or chunk take turns, and the second finds the line."""
    with transaction.atomic():
        clock.hand_over()
        _serialise(f"run {run.pk} {step.name} {chunk}")
        if (
            _shared_state(run) not in (State.PLANNING, State.COMMITTING)
            or RunStep.objects.filter(run=run, name=step.name, chunk=chunk).exists()
        ):
            return
        _mark_transaction(run)
        began = perf_counter()
        written = step.do(run)
        RunStep.objects.create(run=run, name=step.name, chunk=chunk, rows=written, seconds=perf_counter() - began)


def _shared_state(run: Run) -> str:
    """The state of a run, which stays so until the transaction ends; others that only read it do not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM run WHERE id = %s FOR SHARE", [run.pk])
        return str(cursor.fetchone()[0])


def _commit_chunks(kind: RunKind, run: Run) -> None:
    """The chunks that have no line yet, as many at once as the kind allows; inside a transaction one after the other."""
    side_by_side(
        lambda chunk: _do_once(run, _chunk_step(kind, chunk), chunk=chunk),
        range(_chunk_count(kind, run)),
        at_once=1 if connection.in_atomic_block else kind.committers,
    )


def _chunk_step(kind: RunKind, chunk: int) -> Step:
    first, latest = chunk * kind.chunk_rows + 1, (chunk + 1) * kind.chunk_rows
    return Step("commit", _("Commit"), lambda run: kind.commit_chunk(run, first, latest))


def _chunk_count(kind: RunKind, run: Run) -> int:
    return -(-run.planned_rows // kind.chunk_rows)


def _close(run: Run) -> None:
    with transaction.atomic():
        clock.hand_over()
        written = sum(RunStep.objects.filter(run=run, name="commit").values_list("rows", flat=True))
        closed = Run.objects.filter(pk=run.pk, state=State.COMMITTING).update(
            state=State.DONE, committed_rows=written, left_out_rows=run.planned_rows - written, finished_at=clock.now(), failure=""
        )
        if closed and not kind_of(run.kind).single_case:
            _resolve_parked_before(run)
    run.refresh_from_db()


def _resolve_parked_before(run: Run) -> None:
    """What runs before had parked, this one has done or parked anew: it planned everything that is due."""
    before = ParkedCase.objects.filter(run__kind=run.kind, run__entity=run.entity_id, run__lt=run.pk, run__as_of__lte=run.as_of)
    before.filter(resolved_at=None).update(resolved_at=clock.now())


def _mark_transaction(run: Run) -> None:
    """History triggers stay silent in a run: its plan rows are the history of what it changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', %s, true)", [str(run.pk)])


def _serialise(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
