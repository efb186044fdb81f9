"""Pages for what went wrong: each says what happened and what can be done next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read."""
    return _page(request, 400, _("This cannot be read"), _("The address or the form is damaged. Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the reader's role does not cover it."""
    text = _("Your role does not include this page. Ask whoever gives out roles if you need it.")
    return _page(request, 403, _("Not for your role"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such address, or nothing that this reader may see."""
    text = _("Nothing is at this address, or it belongs to a company whose rows you do not see. The search box finds it if it exists.")
    return _page(request, 404, _("Nothing here"), text)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without context processors, for they may be what failed."""
    title, text = _("Something broke"), _("The fault is ours and has been written down. Nothing was half done: try again in a moment.")
    return render(None, "ui/error.html", {"status": 500, "title": title, "text": text}, status=500)  # type: ignore[arg-type]


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "ui/error.html", {"status": status, "title": title, "text": text}, status=status)
