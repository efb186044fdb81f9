"""The records a reader has open, as tabs in the top bar; kept in his session, at most eight, newest last.

A view of a record calls `remember()`; it writes the session only when the record was not open yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

SESSION_KEY = "open_records"
AT_MOST = 8


@dataclass(frozen=True)
class OpenRecord:
    """A tab: what it is called and where it is."""

    label: str
    url: str
    icon: str = ""


def remember(request: HttpRequest, *, label: str, url: str, icon: str = "") -> None:
    """Put a record among the open ones; the eldest leaves when there are too many."""
    record = OpenRecord(label=label, url=url, icon=icon)
    before = listed(request)
    if record in before:
        return
    kept = [other for other in before if other.url != url]
    request.session[SESSION_KEY] = [asdict(other) for other in [*kept, record][-AT_MOST:]]


def listed(request: HttpRequest) -> list[OpenRecord]:
    """The open records, in the order they were opened; empty for a stranger."""
    session = getattr(request, "session", None)
    if session is None or not session.session_key:
        return []
    return [OpenRecord(**fields) for fields in session.get(SESSION_KEY, [])]


def forget_everywhere(urls: Collection[str]) -> None:
    """Close records on every reader's bar: their labels must not stay in a session."""
    for row in Session.objects.iterator():
        session = SessionStore(row.session_key)
        records = session.get(SESSION_KEY, [])
        if any(record["url"] in urls for record in records):
            session[SESSION_KEY] = [record for record in records if record["url"] not in urls]
            session.save()


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Take a record off the bar; a reader who looks at it is brought to the home page."""
    url = request.POST.get("url", "")
    request.session[SESSION_KEY] = [asdict(record) for record in listed(request) if record.url != url]
    if request.headers.get("HX-Request"):
        return HttpResponse("")
    back = request.POST.get("back", "/")
    return HttpResponseRedirect(back if back.startswith("/") and not back.startswith("//") and back != url else "/")


close.permission = "signed-in"  # type: ignore[attr-defined]
