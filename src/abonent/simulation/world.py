"""What makes a world: its name, its size, its seed and the days it spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from abonent.kit.periods import add_months

SUBSCRIBERS, MONTHS, SEED = {"tiny": 40, "demo": 2_000}, 14, 1
NIGHTS = 56


@dataclass(frozen=True)
class World:
    """A publisher's life: `months` whole months and the days begun of the month in which it ends.

    In its last `nights` its papers are frozen in the evening.

    Two worlds of the same parameters are the same to the cent; only random keys differ.
    """

    name: str
    subscribers: int
    months: int
    seed: int
    starts_on: date
    nights: int = NIGHTS


def a_world(
    *, name: str, ends_on: date, subscribers: int | None = None, months: int = MONTHS, seed: int = SEED, nights: int = NIGHTS
) -> World:
    """The world of a name that has lived its months on `ends_on`."""
    size = SUBSCRIBERS[name] if subscribers is None else subscribers
    return World(name, size, months, seed, add_months(ends_on.replace(day=1), -months), nights)
