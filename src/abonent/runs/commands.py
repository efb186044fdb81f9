"""`abonent run KIND --entity E --as-of DAY [--plan-only|--commit] [--json]`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext_lazy as _

from abonent.kit import clock
from abonent.kit.command_output import emit, json_option, tell
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs import operations
from abonent.runs.models import Run
from abonent.runs.registry import kinds


class CannotFind(Refusal):
    """A name on the command line that nothing has."""

    sentences = {
        "run.unknown_kind": _("There is no kind of run called %(kind)s. There are: %(kinds)s."),
        "run.unknown_entity": _("There is no legal entity with the code %(entity)s. There are: %(entities)s."),
        "run.unknown_run": _("There is no run %(run)s."),
    }


@click.command()
@click.argument("kind")
@click.option("--entity", required=True, help="Code of the legal entity.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Business day of the run; today without it.")
@click.option("--commit/--plan-only", default=False, help="Commit what was planned, or leave it to be looked at (the default).")
@json_option
def run(kind: str, entity: str, as_of: datetime | None, commit: bool) -> None:
    """Plan a run of KIND, and with --commit write exactly what was planned."""
    _known_kind(kind)
    seller = _entity(entity)
    day: date = as_of.date() if as_of else clock.today(seller.zone)
    begun = operations.begin_run(kind=kind, entity=seller, as_of=day, actor=None)
    _report(_driven(begun, commit=commit))


@click.command()
@click.argument("number", type=int)
@json_option
def resume(number: int) -> None:
    """Go on with run NUMBER where it was left; what is done is not done again."""
    found = Run.objects.filter(pk=number).first()
    if found is None:
        raise CannotFind("run.unknown_run", run=number)
    _report(operations.continue_run(run=found))


def _driven(begun: Run, *, commit: bool) -> Run:
    tell(f"Run {begun.pk}: planning")
    planned = operations.plan_run(run=begun)
    if not commit:
        return planned
    tell(f"Run {begun.pk}: committing {planned.planned_rows} rows")
    return operations.commit_run(run=operations.approve_run(run=planned, actor=None))


def _known_kind(code: str) -> None:
    codes = [kind.code for kind in kinds()]
    if code not in codes:
        raise CannotFind("run.unknown_kind", kind=code, kinds=", ".join(codes))


def _entity(code: str) -> LegalEntity:
    found = LegalEntity.objects.filter(code=code).first()
    if found is None:
        codes = ", ".join(LegalEntity.objects.values_list("code", flat=True)) or "-"
        raise CannotFind("run.unknown_entity", entity=code, entities=codes)
    return found


def _report(finished: Run) -> None:
    result: dict[str, Any] = {
        "run": finished.pk,
        "kind": finished.kind,
        "state": finished.state,
        "planned": finished.planned_rows,
        "committed": finished.committed_rows,
        "parked": finished.parked_cases.filter(resolved_at=None).count(),
        "total": finished.total_amount,
    }
    emit(result, text=", ".join(f"{name} {value}" for name, value in result.items()))


COMMANDS = {"": [run], "runs": [resume]}
