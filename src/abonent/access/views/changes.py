"""What was changed of log-ins and roles is taken back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.change_models import AccessChange
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.access.taking_back import CannotTakeBack, needed_to_take_back, take_back_change
from abonent.kit.refusals import Refusal
from abonent.ui import toasts


@permit("access.see_roles")
@require_POST
def undo(request: StaffRequest, change_id: int) -> HttpResponse:
    """A change is taken back by whoever may make it, unless something later has changed the same."""
    change = get_object_or_404(AccessChange, pk=change_id)
    if not request.user.may(needed_to_take_back(change)):
        toasts.warn(request, str(CannotTakeBack("change.not_yours")))
    else:
        try:
            take_back_change(change=change, actor=request.user)
        except Refusal as refusal:
            toasts.warn(request, str(refusal))
        else:
            toasts.say(request, _("Undone."))
    if change.staff_user is not None:
        return redirect("access:staff_member", change.staff_user.pk)
    return redirect("access:role", change.role.code) if change.role else redirect("access:roles")
