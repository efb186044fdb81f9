"""Who reads, in which language and zone; and the door that stays shut for a view without a permission.

A view of a part that is off is not there at all. While nobody works here yet, every door leads to the first start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from abonent.access.models import NOBODYS_ZONE, StaffUser
from abonent.access.permissions import PUBLIC, SIGNED_IN, part_of
from abonent.access.viewing import viewing_of

GetResponse = Callable[[HttpRequest], HttpResponse]

# Views of libraries that look after themselves: the log-in pages.
SELF_GUARDED = ("allauth.",)
FIRST_START = "desk:start"
BAND = "access/band.html"
LOOKING = ("GET", "HEAD", "OPTIONS")


class ReaderMiddleware:
    """Speaks the signed-in reader's language by the clock of his company; a stranger's language comes from the browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = request.user.language if request.user.is_authenticated else translation.get_language_from_request(request)
        zone = request.user.zone if request.user.is_authenticated else NOBODYS_ZONE
        with translation.override(language), timezone.override(zone):
            request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
        response.headers.setdefault("Content-Language", language)
        return response


class ViewingMiddleware:
    """Serves an administrator who sees the product as a colleague: the colleague's pages, and not one change.

    Whatever is not a mere look is refused, and so are the pages of his log-in and account; what a look writes is rolled back.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewing = viewing_of(request.session, request.user) if request.user.is_authenticated else None
        if viewing is None or request.path in _ways_out():
            return self.get_response(request)
        request.viewing, request.band = viewing, BAND  # type: ignore[attr-defined]
        request.user = viewing.seen
        with transaction.atomic():
            response = self.get_response(request)
            transaction.set_rollback(True)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        private = view.__module__.startswith(SELF_GUARDED) or request.path.startswith(reverse("access:account"))
        if not hasattr(request, "viewing") or (request.method in LOOKING and not private):
            return None
        text = _("You see the product as somebody else sees it. Go back to yourself to change something.")
        return render(request, "ui/error.html", {"status": 403, "title": _("You are only looking"), "text": text}, status=403)


def _ways_out() -> tuple[str, str]:
    return reverse("access:end_viewing"), reverse("account_logout")


class PermissionMiddleware:
    """Refuses every view that does not say who may see it, and whoever may not."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        if settings.DEBUG and view.__module__.startswith("django.views.static"):
            return None
        permission = getattr(view, "permission", None) or getattr(getattr(view, "view_class", None), "permission", None)
        if permission == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _shown_to_a_stranger(request, view)
        if view.__module__.startswith(SELF_GUARDED):
            return None
        if permission is not None and not request.user.has_part(part_of(permission)):
            raise Http404
        if permission is None or (permission != SIGNED_IN and not request.user.may(permission)):
            raise PermissionDenied
        return None


def _shown_to_a_stranger(request: HttpRequest, view: Any) -> HttpResponse | None:
    """The first start while nobody works here; else the log-in, whose own pages pass."""
    if not StaffUser.objects.exists():
        return HttpResponseRedirect(reverse(FIRST_START))
    return None if view.__module__.startswith(SELF_GUARDED) else redirect_to_login(request.get_full_path())
