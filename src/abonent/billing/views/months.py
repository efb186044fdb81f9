"""The month that a page of figures looks at."""

from __future__ import annotations

from datetime import date

from django.http import Http404

from abonent.access.requests import StaffRequest
from abonent.billing.deferred import Month
from abonent.ui.lists.reader import Reader


def month_or_404(request: StaffRequest, reader: Reader) -> Month:
    """The month that the address names, `?month=2026-07`; this one if it names none."""
    try:
        return Month(date.fromisoformat(f"{request.GET.get('month', f'{reader.today:%Y-%m}')}-01"))
    except ValueError as no_month:
        raise Http404 from no_month
