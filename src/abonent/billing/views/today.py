"""The business day of a page of billing."""

from __future__ import annotations

from datetime import date

from abonent.access.requests import StaffRequest
from abonent.kit import clock

NOBODYS_ZONE = "UTC"


def today_of(request: StaffRequest) -> date:
    """Today where the viewer's first entity is."""
    return clock.today(request.user.entities.order_by("id").values_list("zone", flat=True).first() or NOBODYS_ZONE)
