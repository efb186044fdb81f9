"""The bell: runs that go on at this moment, those that wait for somebody, and files of lists one has asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from abonent.access.models import ListExport
from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.queries import files_under_bell
from abonent.access.requests import StaffRequest
from abonent.access.views.list_files import STATES as FILE_STATES
from abonent.access.views.list_files import address_of
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


@dataclass(frozen=True)
class FileRung:
    """A file of a list as it stands under the bell: `figure` is how much is written."""

    export: ListExport
    state: State
    figure: str
    goes_on: bool
    url: str


@permit(SIGNED_IN)
def bell(request: StaffRequest) -> HttpResponse:
    """A fragment for the top bar; `?part=lines` the lines alone, asked for while something goes on; else a page of its own."""
    rungs = [_rung(run, request.user.language) for run in open_runs(request.user)]
    files = [_file_rung(export, request.user.language) for export in files_under_bell(request.user)]
    standstill = present_standstill() if request.user.may("runs.see") and not settings.PRACTICE_OF else None
    waiting = sum(not rung.goes_on for rung in rungs) + bool(standstill)
    context = {
        "rungs": rungs,
        "waiting": waiting,
        "going": any(rung.goes_on for rung in rungs) or any(file.goes_on for file in files),
        "files": files,
        "standstill": standstill,
    }
    if not request.headers.get("HX-Request"):
        return render(request, "runs/bell_page.html", context)
    return render(request, "runs/bell.html#lines" if request.GET.get("part") == "lines" else "runs/bell.html", context)


def _rung(run: Run, language: str) -> Rung:
    goes_on = run.shown_state in AT_WORK
    far = wording.percent(progress_of(run, language).progress.share, language, decimals=0) if goes_on else ""
    return Rung(run, kind_of(run.kind).label, RUN_STATES[run.shown_state], far or wording.number(run.planned_rows, language), goes_on)


def _file_rung(export: ListExport, language: str) -> FileRung:
    goes_on = export.state == "writing"
    far = wording.percent(export.share, language, decimals=0) if goes_on else wording.number(export.row_count, language)
    return FileRung(export, FILE_STATES[export.state], far, goes_on, address_of(export) or reverse("access:files"))
