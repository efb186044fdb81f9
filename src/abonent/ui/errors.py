"""Pages for what went wrong: each says what happened and what can be done next."""

from __future__ import annotations

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from abonent.kit.files import FileGone


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
    """500: our fault; 503 while the database is gone. Rendered without context processors, for they may be what failed."""
    fault = sys.exc_info()[1]
    if _tells_of_no_database(fault):
        return _database_gone()
    if isinstance(fault, FileGone):
        return _file_gone(fault)
    title, text = _("Something broke"), _("The fault is ours and has been written down. Nothing was half done: try again in a moment.")
    return render(None, "ui/error.html", {"status": 500, "title": title, "text": text}, status=500)  # type: ignore[arg-type]


def _tells_of_no_database(fault: BaseException | None) -> bool:
    """True for a lost or refused connection (no state, or 57P: shutting down, starting); a lock waited for in vain has another state."""
    state = getattr(fault.__cause__, "sqlstate", None) if isinstance(fault, OperationalError) else "another fault"
    return state is None or state.startswith("57P")


def _database_gone() -> HttpResponse:
    title, text = _("The database does not answer"), _("Nothing can be saved just now; what was saved is safe. Try again in a moment.")
    page = render(None, "ui/error.html", {"status": 503, "title": title, "text": text}, status=503)  # type: ignore[arg-type]
    page["Retry-After"] = "5"
    return page


def _file_gone(fault: FileGone) -> HttpResponse:
    text = _(
        "%(name)s was kept, but is not in the folder of files any more. Whoever looks after the server can restore that folder from a backup."
    )
    said = {"status": 500, "title": _("The file is not there"), "text": text % {"name": fault.name}}
    return render(None, "ui/error.html", said, status=500)  # type: ignore[arg-type]


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "ui/error.html", {"status": status, "title": title, "text": text}, status=status)
