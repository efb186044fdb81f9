"""The bank page: drop a file, then say who paid the lines that nobody knew."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.ledger.models import BankLine
from abonent.ledger.queries import unknown_lines
from abonent.ledger.views.queue import beside, found_by_hand, queue
from abonent.ledger.views.uploads import outcomes


@permit("ledger.see_books")
def bank_page(request: StaffRequest) -> HttpResponse:
    """The whole page; for htmx the part that stands beside the list, or only the customers found by hand."""
    line = _asked(request)
    typed = request.GET.get("q", "").strip()
    target = request.headers.get("HX-Target", "")
    if line and target == "bank-candidates":
        facts = found_by_hand(request.user, line, typed, takes_focus="find" in request.GET) if typed else beside(request.user, line)
        return render(request, "ledger/bank.html#candidates", facts)
    if line and target == "bank-line":
        response = render(request, "ledger/bank.html#line", beside(request.user, line))
        response["HX-Replace-Url"] = request.get_full_path()
        return response
    facts = queue(request.user, line)
    if line and typed:
        facts |= found_by_hand(request.user, line, typed, takes_focus=True)
    return render(request, "ledger/bank.html", {**facts, "outcomes": outcomes(_batch(request), request.user)})


def _asked(request: StaffRequest) -> BankLine | None:
    """The line in the address, if it still waits."""
    asked = request.GET.get("line", "")
    return unknown_lines(request.user).filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None


def _batch(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("brought", ""))
    except ValueError:
        return None
