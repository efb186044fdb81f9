"""Start a run: its row is written, and a worker plans it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from abonent.access.permissions import permit
from abonent.kit import clock
from abonent.runs.forms import StartForm
from abonent.runs.jobs import go_on_later
from abonent.runs.operations import CannotRun, begin_run
from abonent.ui.forms import refuse, refused


@permit("runs.see")
def start(request: HttpRequest) -> HttpResponse:
    """The form, and the run that it makes."""
    viewer = request.user
    zone = viewer.entities.order_by("name").values_list("zone", flat=True).first() or "UTC"  # type: ignore[union-attr]
    form = StartForm(request.POST or None, viewer=viewer, today=clock.today(zone), initial={"kind": request.GET.get("kind")})  # type: ignore[arg-type]
    if request.method != "POST":
        return render(request, "runs/start.html", {"form": form})
    if not form.is_valid():
        return refused(request, "runs/start.html", {"form": form})
    try:
        with transaction.atomic():
            run = begin_run(**form.cleaned_data, actor=viewer)
            go_on_later(run)
    except CannotRun as refusal:
        refuse(form, refusal)
        return refused(request, "runs/start.html", {"form": form})
    return redirect(run.url)
