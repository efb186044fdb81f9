"""Start a run: its row is written, and a worker plans it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.runs.forms import StartForm
from abonent.runs.jobs import go_on_later
from abonent.runs.operations import CannotRun, begin_run
from abonent.runs.queries import kinds_open_to
from abonent.ui.forms import refuse, refused


@permit("runs.see")
def start(request: StaffRequest) -> HttpResponse:
    """The form, and the run that it makes."""
    viewer = request.user
    form = StartForm(request.POST or None, viewer=viewer, today=today_of(request), initial={"kind": request.GET.get("kind")})
    context = {"form": form, "elsewhere": [kind for kind in kinds_open_to(viewer) if kind.start_url]}
    if request.method != "POST":
        return render(request, "runs/start.html", context)
    if not form.is_valid():
        return refused(request, "runs/start.html", context)
    try:
        with transaction.atomic():
            run = begin_run(**form.cleaned_data, actor=viewer)
            go_on_later(run)
    except CannotRun as refusal:
        refuse(form, refusal)
        return refused(request, "runs/start.html", context)
    return redirect(run.url)
