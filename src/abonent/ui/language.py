"""The language of a page before anybody has logged in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

# A language is offered under its own name: who cannot read the page finds it all the same.
OWN_NAMES = {"en": "English", "sv": "Svenska", "fi": "Suomi", "pl": "Polski", "hu": "Magyar"}


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language of a stranger on this device; whoever has an account sets it there."""
    back = request.POST.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    if (code := request.POST.get("language")) in OWN_NAMES:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax", httponly=True)
    return response


choose.permission = "public"  # type: ignore[attr-defined]
