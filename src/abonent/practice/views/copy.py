"""Make, open and throw away the practice copy."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.postgres import practice
from abonent.kit.practice_port import port_of
from abonent.practice import operations
from abonent.practice.operations import CannotPractise
from abonent.ui import toasts


@permit("practice.manage")
def copy_page(request: StaffRequest) -> HttpResponse:
    """What there is, how far a new one has come, and what can be done."""
    url = operations.address()
    found = practice.find_copy(url)
    being_made = operations.is_being_made()
    context = {
        "found": found,
        "made_at": datetime.fromisoformat(found.said["made_at"]) if found else None,
        "megabytes": max(1, found.bytes // operations.MEGABYTE) if found else 0,
        "link": _link(request),
        "being_made": being_made,
        "percent": round(practice.share_made(url) * 100) if being_made else 0,
        "failed": not being_made and operations.latest_failed(),
    }
    fragment = request.headers.get("HX-Target") == "practice-copy"
    return render(request, "practice/copy.html#state" if fragment else "practice/copy.html", context)


@permit("practice.manage")
@require_POST
def make(request: StaffRequest) -> HttpResponse:
    """Have a copy made; the page shows how far it is."""
    try:
        operations.ask_for_copy(actor=request.user)
    except CannotPractise as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The copy is being made. Work goes on meanwhile."))
    return redirect("practice:copy")


@permit("practice.manage")
@require_POST
def throw_away(request: StaffRequest) -> HttpResponse:
    """Drop the copy."""
    try:
        operations.throw_away(actor=request.user)
    except CannotPractise as refusal:
        toasts.warn(request, str(refusal))
    else:
        toasts.say(request, _("The practice copy is thrown away."))
    return redirect("practice:copy")


def _link(request: HttpRequest) -> str:
    """Where the copy is served: as the settings say, else the same machine on the port that the supervisor took."""
    if settings.PRACTICE_ADDRESS:
        return str(settings.PRACTICE_ADDRESS)
    port = port_of(settings.HOME)
    host, _port = split_domain_port(request.get_host())
    return f"{request.scheme}://{host}:{port}/" if port else ""
