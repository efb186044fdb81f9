"""Renaming, sharing and removing a saved view; the list itself saves it, for only the list knows what its address may say."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.models import SavedView
from abonent.access.operations import change_view, put_view_back, remove_view
from abonent.access.permissions import SIGNED_IN, permit
from abonent.access.queries import views_to_change
from abonent.access.requests import StaffRequest
from abonent.kit.refusals import Refusal
from abonent.ui import toasts


@permit(SIGNED_IN)
@require_POST
def change(request: StaffRequest, view_id: int) -> HttpResponse:
    """Rename a view and say with whom it is shared."""
    view = _view(request, view_id)
    try:
        change_view(view=view, name=request.POST.get("name", ""), shared_with=request.POST.get("shared_with", ""), actor=request.user)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The view is called “%(name)s”.") % {"name": view.name})
    return _back(request, "back")


@permit(SIGNED_IN)
@require_POST
def remove(request: StaffRequest, view_id: int) -> HttpResponse:
    """Take a view away; undo puts it back."""
    view = _view(request, view_id)
    remove_view(view=view)
    words = _("The view “%(name)s” is removed.") % {"name": view.name}
    toasts.say(request, words, undo_url=reverse("access:view_return", args=[view.pk]))
    return _back(request, "list")


@permit(SIGNED_IN)
@require_POST
def put_back(request: StaffRequest, view_id: int) -> HttpResponse:
    """Put back a view that was removed."""
    view = _view(request, view_id)
    try:
        put_view_back(view=view)
    except Refusal as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The view “%(name)s” is back.") % {"name": view.name})
    return _back(request, "back")


def _view(request: StaffRequest, view_id: int) -> SavedView:
    return get_object_or_404(views_to_change(request.user), pk=view_id)


def _back(request: StaffRequest, name: str) -> HttpResponse:
    """To the page that the form names, else to the one it was sent from."""
    back = request.POST.get(name) or request.headers.get("Referer", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/")
