"""`abonent run KIND --entity E --as-of DAY`: plan a run, and commit it if told to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click
from django.utils.translation import gettext_lazy as _

from abonent.kit import clock
from abonent.kit.command_output import emit, json_option, tell
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, continue_run, resume_run
from abonent.runs.registry import kind_of, kinds


class CannotRunCommand(Refusal):
    """What was typed names nothing."""

    sentences = {
        "command.no_kind": _("There is no kind of run called %(kind)s. There are: %(known)s."),
        "command.no_entity": _("There is no company called %(entity)s. There are: %(known)s."),
    }


@click.command()
@click.argument("kind")
@click.option("--entity", required=True, help="Code of the legal entity.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Business day of the run; today if left out.")
@click.option("--commit/--plan-only", default=False, help="Commit the plan as well, or only plan (the default).")
@json_option
def run(kind: str, entity: str, as_of: datetime | None, commit: bool) -> None:
    """Plan a run of KIND, and commit it with --commit. One that was interrupted, or planned already, is gone on with."""
    company = _entity(entity)
    known = [each.code for each in kinds() if not each.start_url]
    if kind not in known:
        raise CannotRunCommand("command.no_kind", kind=kind, known=", ".join(known))
    day = as_of.date() if as_of else clock.today(company.zone)
    found = _open_run(kind, company, day) or begin_run(kind=kind, entity=company, as_of=day, actor=None)
    if found.failure:
        resume_run(run=found)
    tell(f"Run {found.pk}: {kind_of(kind).label}, {company}, {day}")
    found = continue_run(run=found)
    if commit and found.state == Run.State.PLANNED:
        found = continue_run(run=approve_run(run=found, actor=None))
    emit(outcome(found), text=_sentence(found))


def outcome(found: Run) -> dict[str, Any]:
    """The run as scripts read it; the total is a decimal string."""
    return {
        "run": found.pk,
        "kind": found.kind,
        "state": found.state,
        "planned": found.planned_rows,
        "committed": found.committed_rows,
        "parked": found.parked_cases.count(),
        "total": f"{found.total_amount or 0:.2f}",
    }


def _open_run(kind: str, entity: LegalEntity, day: date) -> Run | None:
    return Run.objects.open().filter(kind=kind, entity=entity, as_of=day).first()


def _entity(code: str) -> LegalEntity:
    found = LegalEntity.objects.filter(code=code).first()
    if found is None:
        raise CannotRunCommand("command.no_entity", entity=code, known=", ".join(LegalEntity.objects.values_list("code", flat=True)))
    return found


def _sentence(found: Run) -> str:
    facts = outcome(found)
    return (
        f"Run {facts['run']} is {facts['state']}: {facts['planned']} planned, {facts['committed']} committed, "
        f"{facts['parked']} parked, {facts['total']} {found.currency}"
    )


COMMANDS: dict[str, list[click.Command]] = {"": [run]}
