"""Who reads, in which language and zone; and the door that stays shut for a view without a permission.

A view of a part that is off is not there at all. While nobody works here yet, every door leads to the first start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone, translation

from abonent.access.models import NOBODYS_ZONE, StaffUser
from abonent.access.permissions import PUBLIC, SIGNED_IN, part_of

GetResponse = Callable[[HttpRequest], HttpResponse]

# Views of libraries that look after themselves: the log-in pages.
SELF_GUARDED = ("allauth.",)
FIRST_START = "desk:start"


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
