"""Pin a note, and unpin it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import pin_note, unpin_note
from abonent.correspondence.views.shared import say


@permit("correspondence.write")
@require_POST
def pin(request: StaffRequest, interaction_id: int) -> HttpResponse:
    """Let a note stand first."""
    note = _note(interaction_id)
    pin_note(note=note, actor=request.user, today=today_of(request))
    say(request, _("Pinned: it stands before all other notes."), note.pk)
    return redirect(note.url)


@permit("correspondence.write")
@require_POST
def unpin(request: StaffRequest, interaction_id: int) -> HttpResponse:
    """Let it take its place again."""
    note = _note(interaction_id)
    unpin_note(note=note, actor=request.user, today=today_of(request))
    say(request, _("Unpinned."), note.pk)
    return redirect(note.url)


def _note(interaction_id: int) -> Interaction:
    return get_object_or_404(Interaction.objects.notes(), pk=interaction_id)
