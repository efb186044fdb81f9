"""Questions about runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.permissions import part_of
from abonent.access.visibility import of_whole_companies
from abonent.kit import clock
from abonent.runs.inverses import everybodys
from abonent.runs.kinds import RunKind
from abonent.runs.models import Act, ParkedCase, Run, RunStep
from abonent.runs.registry import inverse_of, kind_of, kinds
from abonent.ui.steps import Phase, Progress

# Nobody reads more under the bell; the list of runs shows them all.
MOST_OPEN = 20


@dataclass(frozen=True)
class RunProgress:
    """How far a run has come: the figure, and its parts."""

    progress: Progress
    phases: list[Phase]


def visible_runs(viewer: StaffUser) -> QuerySet[Run]:
    """Runs of the entities the viewer works for whole, of the kinds his installation uses."""
    runs = of_whole_companies(Run.objects.select_related("entity", "created_by", "schedule"), viewer)
    off = {kind.code for kind in kinds()} - {kind.code for kind in kinds_in_use(viewer)}
    return runs.exclude(kind__in=off)


def kinds_in_use(viewer: StaffUser) -> list[RunKind]:
    """The kinds of batches whose part of the product is on."""
    return [kind for kind in kinds() if viewer.has_part(part_of(kind.permission))]


def open_runs(viewer: StaffUser) -> list[Run]:
    """The runs that go on, or wait for a look or after a failure, of the kinds the viewer may plan and commit; the latest first."""
    codes = [kind.code for kind in kinds_open_to(viewer)]
    return list(visible_runs(viewer).filter(pk__in=Run.objects.open(), kind__in=codes).order_by("-pk")[:MOST_OPEN])


def kinds_open_to(viewer: StaffUser) -> list[RunKind]:
    """The kinds of run the viewer may plan and commit."""
    return [kind for kind in kinds() if viewer.may(kind.permission)]


def kinds_by_day(viewer: StaffUser) -> list[RunKind]:
    """Those of them for which a company and a day say all; the others are started on pages of their own."""
    return [kind for kind in kinds_open_to(viewer) if not kind.start_url]


def previous_run(run: Run) -> Run | None:
    """The latest finished run of the same kind and entity before this one."""
    return Run.objects.filter(kind=run.kind, entity=run.entity_id, state=Run.State.DONE, pk__lt=run.pk).order_by("-pk").first()


@dataclass(frozen=True)
class Comparison:
    """Shares by which a run differs from the one before; None where there is nothing to compare with."""

    rows: float | None
    amount: float | None


def comparison(run: Run, before: Run | None) -> Comparison:
    """Rows and amount against the run before."""
    if before is None:
        return Comparison(None, None)
    return Comparison(_change(run.planned_rows, before.planned_rows), _change(run.total_amount, before.total_amount))


@dataclass(frozen=True)
class ParkedReason:
    """Why cases are parked, in words, and how many."""

    words: str
    cases: int


def parked_reasons(run: Run) -> list[ParkedReason]:
    """The reasons of the cases that wait, most frequent first."""
    waiting = ParkedCase.objects.filter(run=run, resolved_at=None)
    counted = waiting.values_list("reason").annotate(cases=Count("id")).order_by("-cases", "reason")
    return [ParkedReason(str(kind_of(run.kind).reasons.get(reason, reason)), cases) for reason, cases in counted]


@dataclass(frozen=True)
class StepLine:
    """The line that a step left, in words."""

    label: Any
    line: RunStep


def step_lines(run: Run) -> list[StepLine]:
    """The steps that are done; the chunks of the commit are one."""
    kind = kind_of(run.kind)
    lines = [StepLine(kind.step_label(line.name), line) for line in run.steps.exclude(name="commit")]
    chunks = run.steps.filter(name="commit").aggregate(rows=Sum("rows"), seconds=Sum("seconds"), finished_at=Max("finished_at"))
    if chunks["rows"] is not None:
        lines.append(StepLine(_("Rows written"), RunStep(run=run, name="commit", **chunks)))
    return lines


def progress_of(run: Run, language: str) -> RunProgress:
    """Steps of the plan while it is made, rows while it is committed."""
    lines = list(run.steps.all())
    if run.state == Run.State.PLANNING:
        return _planning_progress(run, lines, language)
    return _commit_progress(run, lines, language)


def steps_so_far(run: Run, language: str) -> Progress:
    """The steps of the commit, for runs that write few rows and then make long files of them."""
    kind = kind_of(run.kind)
    total = len(kind.first_steps) + 1 + len(kind.closing_steps)
    names = [step.name for step in (*kind.first_steps, *kind.closing_steps)]
    done = RunStep.objects.filter(run=run, name__in=["commit", *names]).values("name").distinct().count()
    seconds = _seconds_since(run.commit_began_at) if run.commit_began_at else 0
    return Progress(done, total, _("steps"), language, seconds=seconds)


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


def _change(now: Any, before: Any) -> float | None:
    return float((now or 0) - before) / float(before) if before else None


def _seconds_since(moment: Any) -> float:
    return max(0.0, (clock.now() - moment).total_seconds())


def sees_act(viewer: StaffUser, act: Act) -> bool:
    """Whether he sees what the act is about; of what is everybody's, whoever sees some customers alone sees what he did himself."""
    if not act.inverse:
        return False
    inverse = inverse_of(act.inverse["verb"])
    is_his = viewer.sees_everybody or act.actor_id == viewer.pk
    return inverse.seen_by(act.inverse, viewer) and (is_his or inverse.seen_by is not everybodys)


def may_undo(viewer: StaffUser, act: Act) -> bool:
    """Whether an act has an inverse that the viewer may do, and he sees what it is about."""
    inverse = act.inverse or {}
    return bool(inverse) and viewer.may(inverse_of(inverse["verb"]).permission) and sees_act(viewer, act)


def undo_address(actor: StaffUser, subject_kind: str, subject_id: int) -> str:
    """Where what the actor has just done to a subject is undone, for the toast that tells of it; empty if it cannot be undone."""
    act = Act.objects.filter(actor=actor).order_by("-pk").first()
    done = act is not None and (act.subject_kind, act.subject_ids) == (subject_kind, [subject_id])
    return reverse("runs:undo", args=[act.pk]) if act and done and act.undone_at is None and may_undo(actor, act) else ""
