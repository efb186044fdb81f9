"""Conflicts of a workbook that has come back: before, here, in the workbook; whose words count is chosen where they stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.imports.conflicts import choose, choose_for_all
from abonent.imports.models import ImportConflict
from abonent.imports.refusals import CannotImport
from abonent.imports.views.shared import allowed_batch
from abonent.runs.queries import undo_address
from abonent.ui import toasts

Choice = ImportConflict.Choice


@permit("imports.use")
@require_POST
def settle(request: StaffRequest, batch_id: int, conflict_id: int) -> HttpResponse:
    """Whose words count in one conflict."""
    batch, _kind = allowed_batch(request, batch_id)
    conflict = get_object_or_404(batch.conflicts, pk=conflict_id)
    return _answer(
        request, batch_id, lambda choice, today: choose(conflict=conflict, choice=choice, actor=request.user, today=today), part=True
    )


@permit("imports.use")
@require_POST
def settle_all(request: StaffRequest, batch_id: int) -> HttpResponse:
    """The same choice for all in which nobody has chosen yet."""
    batch, _kind = allowed_batch(request, batch_id)
    return _answer(
        request, batch_id, lambda choice, today: choose_for_all(batch=batch, choice=choice, actor=request.user, today=today), part=False
    )


def _answer(request: StaffRequest, batch_id: int, settled: Callable[[Choice, date], Any], *, part: bool) -> HttpResponse:
    """For htmx what is otherwise now, else the page."""
    choice = request.POST.get("choice", "")
    try:
        if choice in Choice.values and settled(Choice(choice), today_of(request)) != 0:
            toasts.say(request, _("Chosen."), undo_url=undo_address(request.user, "import_batch", batch_id))
    except CannotImport as refusal:
        toasts.warn(request, str(refusal))
        part = False
    if not (part and request.headers.get("HX-Request")):
        return redirect(f"{reverse('imports:batch', args=[batch_id])}#to-settle")
    batch, kind = allowed_batch(request, batch_id)
    answer = render(request, "imports/settled.html", {"batch": batch, "kind": kind, "ready": batch.ready_count, "oob": True})
    return toasts.with_toasts(request, answer)
