"""For the carriers: the doors to which a copy is brought again on a day, and what was complained of by then. To be printed."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from abonent.access.permissions import permit
from abonent.access.requests import StaffRequest
from abonent.kit.names import name_in
from abonent.service.models import DeliveryComplaint
from abonent.service.queries import carried_again, told_to_carriers
from abonent.ui.lists.reader import present_reader


@permit("service.see")
def redeliveries(request: StaffRequest) -> HttpResponse:
    """The list of a day, `?day=`, today unless said; no names, as on the carrier's list."""
    reader = present_reader()
    day: date = _asked(request.GET.get("day", "")) or reader.today

    def named(rows: list[DeliveryComplaint]) -> list[tuple[DeliveryComplaint, str]]:
        return [(row, name_in(row.issue.edition.name, reader.language)) for row in rows]

    context = {
        "day": day,
        "again": named(carried_again(day, viewer=request.user)),
        "told": named(told_to_carriers(day, viewer=request.user)),
    }
    return render(request, "service/redeliveries.html", context)


def _asked(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
