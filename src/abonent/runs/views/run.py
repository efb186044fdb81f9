"""The page of a run: its steps, how far it is, what it came to; and the acts on it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.runs.forms import ApprovalForm
from abonent.runs.jobs import go_on_later
from abonent.runs.kinds import RunKind
from abonent.runs.models import Run
from abonent.runs.operations import CannotRun, approve_run, cancel_run, resume_run, retry_parked
from abonent.runs.queries import comparison, parked_reasons, previous_run, progress_of, step_lines, visible_runs
from abonent.runs.registry import kind_of
from abonent.runs.views.states import RUN_STATES
from abonent.ui import toasts
from abonent.ui.forms import refused
from abonent.ui.steps import steps

# Whoever parks more has one cause, not many cases.
MOST_CASES = 500
STEP_OF_STATE = {"planning": 0, "planned": 1, "approved": 2, "committing": 2, "done": 3}


@permit("runs.see")
def run_page(request: StaffRequest, run_id: int) -> HttpResponse:
    """The run with its steps."""
    run = _visible(request, run_id)
    return render(request, "runs/run.html", _facts(request, run))


@permit("runs.see")
def progress(request: StaffRequest, run_id: int) -> HttpResponse:
    """The progress alone, asked for every second; when the state has changed, the whole page anew: of a plan that is made, its rows."""
    run = _visible(request, run_id)
    facts = _facts(request, run)
    response = render(request, "runs/progress.html", facts)
    if run.state == Run.State.PLANNED and run.planned_rows and facts["look_url"]:
        response["HX-Redirect"] = facts["look_url"]
    elif run.shown_state != request.GET.get("state"):
        response["HX-Refresh"] = "true"
    return response


@permit("runs.see")
def parked(request: StaffRequest, run_id: int) -> HttpResponse:
    """What the run set aside: each case with its reason and where it is mended, and the button that takes them up."""
    run = _visible(request, run_id)
    kind = kind_of(run.kind)
    cases = list(run.parked_cases.filter(resolved_at=None).order_by("reason", "id")[:MOST_CASES])
    subjects = kind.subjects([case.subject_id for case in cases]) if kind.subjects else {}
    rows = [(case, subjects.get(case.subject_id), kind.reasons.get(case.reason, case.reason)) for case in cases]
    return render(
        request,
        "runs/parked.html",
        {"run": run, "kind": kind, "rows": rows, "mine": request.user.may(kind.permission) and not kind.single_case},
    )


@permit("runs.see")
@require_POST
def approve(request: StaffRequest, run_id: int) -> HttpResponse:
    """Commit the plan, once the number of its rows was typed."""
    run = _visible(request, run_id)
    kind = _own_kind(request, run)
    form = ApprovalForm(request.POST, run=run)
    if not form.is_valid():
        return refused(request, "runs/run.html", _facts(request, run, form=form))
    try:
        with transaction.atomic():
            approve_run(run=run, actor=request.user)
            go_on_later(run)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("%(run)s is being committed.") % {"run": kind.label})
    return redirect(run.url)


@permit("runs.see")
@require_POST
def cancel(request: StaffRequest, run_id: int) -> HttpResponse:
    """Give up a run that has written nothing."""
    run = _visible(request, run_id)
    _own_kind(request, run)
    try:
        cancel_run(run=run)
    except CannotRun as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Run %(run)s is cancelled; nothing was written.") % {"run": run.pk})
    return redirect(run.url)


@permit("runs.see")
@require_POST
def resume(request: StaffRequest, run_id: int) -> HttpResponse:
    """Let a stopped run go on where it was."""
    run = _visible(request, run_id)
    _own_kind(request, run)
    try:
        with transaction.atomic():
            go_on_later(resume_run(run=run))
    except CannotRun as refusal:
        toasts.warn(request, str(refusal))
    return redirect(run.url)


@permit("runs.see")
@require_POST
def retry(request: StaffRequest, run_id: int) -> HttpResponse:
    """Take up what the run parked, in a run of its own."""
    run = _visible(request, run_id)
    if _own_kind(request, run).single_case:
        raise Http404
    try:
        with transaction.atomic():
            again = retry_parked(run=run, actor=request.user, today=clock.today(run.entity.zone))
            go_on_later(again)
    except CannotRun as refusal:
        toasts.warn(request, str(refusal))
        return redirect("runs:parked", run.pk)
    return redirect(again.url)


def _facts(request: StaffRequest, run: Run, form: ApprovalForm | None = None) -> dict[str, Any]:
    kind = kind_of(run.kind)
    before = previous_run(run)
    labels = [_("Plan"), _("Look"), _("Commit"), *([_("Send")] if kind.send_url else [])]
    look = _look_address(run, kind)
    return {
        "run": run,
        "kind": kind,
        "before": before,
        "state": RUN_STATES[run.shown_state],
        "steps": steps(labels, present=STEP_OF_STATE.get(run.state, 0), urls=[run.url, look]),
        "look_url": look,
        "send_url": reverse(kind.send_url, args=[run.pk]) if kind.send_url and run.state == Run.State.DONE else "",
        "far": progress_of(run, request.user.language) if run.state in (Run.State.PLANNING, Run.State.COMMITTING) else None,
        "lines": step_lines(run),
        "against": comparison(run, before),
        "parked": parked_reasons(run),
        "mine": request.user.may(kind.permission),
        "form": form or ApprovalForm(run=run),
    }


def _look_address(run: Run, kind: RunKind) -> str:
    """Where the plan is looked at; while it waits for its approval, first at what the kind says."""
    if not kind.look_url:
        return ""
    first = kind.look_first(run) if kind.look_first and run.state == Run.State.PLANNED else ""
    return reverse(kind.look_url, args=[run.pk]) + (f"?{first}" if first else "")


def _visible(request: StaffRequest, run_id: int) -> Run:
    return get_object_or_404(visible_runs(request.user), pk=run_id)


def _own_kind(request: StaffRequest, run: Run) -> RunKind:
    """The kind of the run, which the viewer must be allowed to commit."""
    kind = kind_of(run.kind)
    if not request.user.may(kind.permission):
        raise PermissionDenied
    return kind
