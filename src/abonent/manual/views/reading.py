"""The manual on the screen, beside a screen, and on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

import abonent
from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest, today_of
from abonent.kit.documents import PDF
from abonent.manual import finding, printing, reading
from abonent.manual.pages import Page
from abonent.ui.help import help_for

PANE = "help-pane"
MOST_FOUND = 20


@permit("manual.read")
def contents(request: StaffRequest) -> HttpResponse:
    """Chapters with their pages, and what is found in them."""
    text = request.GET.get("q", "").strip()[:200]
    chapters = reading.chapters(request.user)
    names = [page.name for chapter in chapters for page in chapter.pages]
    found = finding.find(text, request.user.language, names, MOST_FOUND) if text else []
    shown = {"chapters": chapters, "text": text, "found": found, "version": abonent.__version__, "in_pane": _in_pane(request)}
    return render(request, "manual/contents.html#found" if _in_pane(request) else "manual/contents.html", shown)


@permit("manual.read")
def page(request: StaffRequest, name: str) -> HttpResponse:
    """One page; beside a screen it begins with the help of that screen."""
    shown = _readable(request, name)
    before, after = reading.neighbours(name, request.user)
    context = {
        "page": shown,
        "html": reading.html_of(shown, request.user),
        "before": before,
        "after": after,
        "version": abonent.__version__,
        "screen": help_for(request.GET.get("screen", "")),
        "in_pane": _in_pane(request),
    }
    return render(request, "manual/page.html#pane" if _in_pane(request) else "manual/page.html", context)


@permit("manual.read")
def page_as_pdf(request: StaffRequest, name: str) -> HttpResponse:
    """One page on paper."""
    shown = _readable(request, name)
    return _pdf(printing.one_page(shown, language=request.user.language, on=today_of(request)), shown.name)


@permit("manual.read")
def whole_as_pdf(request: StaffRequest) -> HttpResponse:
    """The whole manual on paper, with a table of contents."""
    content = printing.whole(reading.chapters(request.user), language=request.user.language, on=today_of(request))
    return _pdf(content, "manual")


def _readable(request: StaffRequest, name: str) -> Page:
    shown = reading.readable(name, request.user)
    if shown is None:
        raise Http404
    return shown


def _in_pane(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == PANE


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="abonent-{name}.pdf"'
    return response
