"""Beginning to see the product as a colleague or a role, and the one click back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from abonent.access.models import Role, StaffUser
from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.requests import StaffRequest
from abonent.access.viewing import KEY, ROLE, CannotView, begin_viewing_colleague, begin_viewing_role
from abonent.ui import toasts


@permit("access.view_as")
@require_POST
def as_colleague(request: StaffRequest, staff_id: int) -> HttpResponse:
    """From now on as the colleague."""
    colleague = get_object_or_404(StaffUser, pk=staff_id)
    try:
        begin_viewing_colleague(session=request.session, colleague=colleague, actor=request.user)
    except CannotView as refusal:
        toasts.warn(request, str(refusal))
        return redirect("access:staff_member", colleague.pk)
    return redirect("/")


@permit("access.view_as")
@require_POST
def as_role(request: StaffRequest, code: str) -> HttpResponse:
    """From now on as somebody with this role alone."""
    begin_viewing_role(session=request.session, role=get_object_or_404(Role, code=code), actor=request.user)
    return redirect("/")


@permit(SIGNED_IN)
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """Oneself again, where the looking began."""
    kind, key = request.session.pop(KEY, (None, None))
    if kind is None:
        return redirect("/")
    if kind == ROLE:
        role = Role.objects.filter(pk=key).first()
        return redirect("access:role", role.code) if role else redirect("access:roles")
    return redirect("access:staff_member", key)
