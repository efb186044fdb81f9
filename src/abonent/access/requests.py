"""A request that has passed the door: its user is a member of staff, and there is a business day where he works."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from abonent.access.models import StaffUser
from abonent.kit import clock


class StaffRequest(HttpRequest):
    """What a view behind `@permit` is given; only for types, the object is Django's own."""

    user: StaffUser


def today_of(request: StaffRequest) -> date:
    """The business day where the viewer works."""
    return clock.today(request.user.zone)
