"""One clerk who does one thing after the other while days pass: what he knows, and with what he does it."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from abonent.access.models import StaffUser
from abonent.simulation.tests.random_publisher import RandomPublisher
from abonent.subscriptions.models import Subscription

BEGINS, CALENDAR_ENDS = date(2025, 11, 1), date(2050, 1, 1)
LATEST = 25
# Some are still cancelled, switched or asked to go on after they have ended.
ENDED_LATELY = timedelta(days=30)


class Player:
    """The day it is, the publisher, and a source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance, self.today = Random(seed), BEGINS
        self.publisher = RandomPublisher(opens_on=BEGINS, calendar_ends=CALENDAR_ENDS)

    @property
    def manager(self) -> StaffUser:
        """Who does it all."""
        return self.publisher.manager

    @property
    def by(self) -> dict[str, Any]:
        """Who does it, and on which day."""
        return {"actor": self.manager, "today": self.today}

    def happens(self, share: float) -> bool:
        """True in so many of the cases."""
        return self.chance.random() < share

    def running(self, **where: Any) -> Subscription | None:
        """A subscription that goes on, or has ended lately."""
        going_on = Subscription.objects.filter(expiry__expires_on__gt=self.today - ENDED_LATELY, **where)
        return self._one_of(list(going_on.order_by("pk")))

    def some(self, model: Any, **where: Any) -> Any:
        """One of the latest rows, or none."""
        return self._one_of(list(model.objects.filter(**where).order_by("-pk")[:LATEST]))

    def _one_of(self, rows: list[Any]) -> Any:
        return self.chance.choice(rows) if rows else None

    def soon(self) -> date:
        """A day within three months."""
        return self.today + timedelta(days=self.chance.randint(0, 90))

    def later(self, first: date) -> date:
        """A day within forty days of another."""
        return first + timedelta(days=self.chance.randint(0, 40))
