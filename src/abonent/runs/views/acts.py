"""Undo an act: from the toast for ten seconds, from the history for as long as nothing depends on it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.requests import StaffRequest, today_of
from abonent.kit.refusals import Refusal
from abonent.runs.models import Act
from abonent.runs.operations import undo_act
from abonent.runs.queries import sees_act
from abonent.runs.registry import inverse_of
from abonent.ui import toasts


@permit(SIGNED_IN)
@require_POST
def undo(request: StaffRequest, act_id: int) -> HttpResponse:
    """Do the inverse, for whoever may do that, and go back to where he was."""
    act = get_object_or_404(Act, pk=act_id)
    inverse = inverse_of(act.inverse["verb"]) if act.inverse else None
    if inverse and not request.user.may(inverse.permission):
        raise PermissionDenied
    if inverse and not sees_act(request.user, act):
        raise Http404
    try:
        undo_act(act=act, actor=request.user, today=today_of(request))
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("Undone."))
    back = request.headers.get("Referer", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/")
