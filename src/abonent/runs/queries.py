"""Questions about runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.kit import clock
from abonent.runs.kinds import RunKind
from abonent.runs.models import Run, RunStep
from abonent.runs.registry import kind_of, kinds
from abonent.ui.steps import Phase, Progress


@dataclass(frozen=True)
class RunProgress:
    """How far a run has come: the figure, and its parts."""

    progress: Progress
    phases: list[Phase]


def visible_runs(viewer: StaffUser) -> QuerySet[Run]:
    """Runs of the entities the viewer works for."""
    return of_my_entities(Run.objects.select_related("entity", "created_by"), viewer)


def kinds_open_to(viewer: StaffUser) -> list[RunKind]:
    """The kinds of run the viewer may plan and commit."""
    return [kind for kind in kinds() if viewer.may(kind.permission)]


def previous_run(run: Run) -> Run | None:
    """The latest finished run of the same kind and entity before this one."""
    return Run.objects.filter(kind=run.kind, entity=run.entity_id, state=Run.State.DONE, pk__lt=run.pk).order_by("-pk").first()


def progress_of(run: Run, language: str) -> RunProgress:
    """Steps of the plan while it is made, rows while it is committed."""
    lines = list(run.steps.all())
    if run.state == Run.State.PLANNING:
        return _planning_progress(run, lines, language)
    return _commit_progress(run, lines, language)


def committed_so_far(run: Run) -> int:
    """Rows of the plan that are written."""
    return RunStep.objects.filter(run=run, name="commit").aggregate(rows=Sum("rows"))["rows"] or 0


def _planning_progress(run: Run, lines: list[RunStep], language: str) -> RunProgress:
    steps = kind_of(run.kind).plan_steps
    done = {line.name: line for line in lines}
    phases = [
        Phase(step.label, _phase_state(place, len(done)), done[step.name].rows if step.name in done else 0)
        for place, step in enumerate(steps)
    ]
    return RunProgress(Progress(len(done), len(steps), _("steps"), language, seconds=_seconds_since(run.created_at)), phases)


def _commit_progress(run: Run, lines: list[RunStep], language: str) -> RunProgress:
    kind = kind_of(run.kind)
    commits = [line for line in lines if line.name == "commit"]
    handled = min(len(commits) * kind.chunk_rows, run.planned_rows)
    seconds = _seconds_since(run.commit_began_at) if run.commit_began_at and not run.finished_at else 0
    named = {line.name: line for line in lines}
    others = [*kind.first_steps, *kind.closing_steps]
    phases = [
        Phase(step.label, "done" if step.name in named else "todo", named[step.name].rows if step.name in named else 0) for step in others
    ]
    share = 100 * handled / run.planned_rows if run.planned_rows else 100
    written = Phase(_("Rows written"), "done" if share >= 100 else "now", sum(line.rows for line in commits), share)
    phases.insert(len(kind.first_steps), written)
    return RunProgress(Progress(handled, run.planned_rows, _("rows"), language, seconds=seconds), phases)


def _phase_state(place: int, done: int) -> str:
    return "done" if place < done else "now" if place == done else "todo"


def _seconds_since(moment: Any) -> float:
    return max(0.0, (clock.now() - moment).total_seconds())
