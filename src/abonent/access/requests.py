"""A request that has passed the door: its user is a member of staff, and there is a business day where he works."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from abonent.access.models import StaffUser
from abonent.kit import clock

NOBODYS_ZONE = "UTC"


class StaffRequest(HttpRequest):
    """What a view behind `@permit` is given; only for types, the object is Django's own."""

    user: StaffUser


def zone_of(viewer: StaffUser) -> str:
    """The time zone of the company the viewer works for first."""
    return viewer.entities.order_by("pk").values_list("zone", flat=True).first() or NOBODYS_ZONE


def today_of(request: StaffRequest) -> date:
    """The business day where the viewer works."""
    return clock.today(zone_of(request.user))
