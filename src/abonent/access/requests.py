"""A request that has passed the door: its user is a member of staff."""

from __future__ import annotations

from django.http import HttpRequest

from abonent.access.models import StaffUser


class StaffRequest(HttpRequest):
    """What a view behind `@permit` is given; only for types, the object is Django's own."""

    user: StaffUser
