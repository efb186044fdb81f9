"""Builders: notes and calls as tests need them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from abonent.access.models import StaffUser
from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.operations import record_interaction
from abonent.customers.models import Customer
from abonent.kit import clock

Kind, Direction = Interaction.Kind, Interaction.Direction


def a_note(customer: Customer, body: str, *, by: StaffUser | None = None, at: datetime | None = None) -> Interaction:
    """What a colleague wrote down, now or at a moment."""
    return _recorded(customer, by, at, body=body)


def a_call(customer: Customer, body: str = "", *, by: StaffUser | None = None, at: datetime | None = None, **said: Any) -> Interaction:
    """A call from the customer unless `direction` says otherwise."""
    return _recorded(customer, by, at, **{"kind": Kind.CALL, "direction": Direction.IN, "body": body, **said})


def _recorded(customer: Customer, by: StaffUser | None, at: datetime | None, **said: Any) -> Interaction:
    return record_interaction(customer=customer, entry=Entry(**said), actor=by, today=clock.now().date(), at=at)
