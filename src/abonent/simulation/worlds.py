"""Make a world in an empty database, and say what it came to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abonent.kit import statements
from abonent.simulation.days import Diary, live
from abonent.simulation.founding import found_publisher
from abonent.simulation.world import World

Tell = Callable[[str], None]


def make_world(world: World, *, ends_on: date, tell: Tell) -> Diary:
    """Found the publisher in an empty database and live until `ends_on`."""
    tell(
        _("A publisher of %(subscribers)s subscribers from %(first)s to %(latest)s, seed %(seed)s")
        % {"subscribers": world.subscribers, "first": world.starts_on, "latest": ends_on, "seed": world.seed}
    )
    found_publisher(world)
    return live(world, first=world.starts_on, latest=ends_on, tell=tell)


def times(diary: Diary) -> list[str]:
    """What was done and how long it took, a line for each duty."""
    return [f"{name:>20} {diary.done[name]:8,} {diary.seconds[name]:8.1f} s" for name in diary.done]


def sums() -> list[dict[str, Any]]:
    """What the world at hand came to."""
    return [row._asdict() for row in statements.rows("simulation/world_sums")]


def digest() -> str:
    """A hash of the sums and of every document as its reader sees it: equal for equal worlds."""
    told = hashlib.sha256()
    for row in [*statements.rows("simulation/world_sums"), *statements.rows("simulation/world_documents")]:
        told.update("|".join(map(str, row)).encode())
    return told.hexdigest()
