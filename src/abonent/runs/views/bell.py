"""The bell: runs that go on at this moment, and those that wait for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.runs.models import Run
from abonent.runs.operations import present_standstill
from abonent.runs.queries import open_runs, progress_of
from abonent.runs.registry import kind_of
from abonent.runs.views.states import RUN_STATES
from abonent.ui import wording
from abonent.ui.lists import State

AT_WORK = (Run.State.PLANNING, Run.State.APPROVED, Run.State.COMMITTING)


@dataclass(frozen=True)
class Rung:
    """A run as it stands under the bell: `figure` is how far it has come, or how many rows wait for somebody."""

    run: Run
    label: Any
    state: State
    figure: str
    goes_on: bool


@permit("runs.see")
def bell(request: StaffRequest) -> HttpResponse:
    """A fragment for the top bar; `?part=lines` the lines alone, asked for while something goes on; else a page of its own."""
    rungs = [_rung(run, request.user.language) for run in open_runs(request.user)]
    standstill = present_standstill()
    waiting = sum(not rung.goes_on for rung in rungs) + bool(standstill)
    context = {"rungs": rungs, "waiting": waiting, "going": any(rung.goes_on for rung in rungs), "standstill": standstill}
    if not request.headers.get("HX-Request"):
        return render(request, "runs/bell_page.html", context)
    return render(request, "runs/bell.html#lines" if request.GET.get("part") == "lines" else "runs/bell.html", context)


def _rung(run: Run, language: str) -> Rung:
    goes_on = run.shown_state in AT_WORK
    far = wording.percent(progress_of(run, language).progress.share, language, decimals=0) if goes_on else ""
    return Rung(run, kind_of(run.kind).label, RUN_STATES[run.shown_state], far or wording.number(run.planned_rows, language), goes_on)
