"""The bank page: drop a file, then say who paid the lines that nobody knew."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest


@permit("ledger.see_books")
def bank_page(request: StaffRequest) -> HttpResponse:
    """The queue of unknown lines and what may be done with the first of them."""
    return render(request, "ledger/bank.html")
