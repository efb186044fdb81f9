"""Make a world in an empty database, and say what it came to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from abonent.kit import statements
from abonent.runs.invariants import check_all
from abonent.simulation.days import Diary, live
from abonent.simulation.founding import found_publisher
from abonent.simulation.world import World

Tell = Callable[[str], None]


class BooksDisagree(Exception):
    """What a simulated month left in the books does not agree with itself: a mistake in the product or in the simulator."""


def check_books(day: date) -> None:
    """Every invariant holds on a day; what does not is told, and the world ends there."""
    found = [f"{day}: {finding}" for _invariant, findings in check_all() for finding in findings]
    if found:
        raise BooksDisagree("\n".join(found[:10]))


def make_world(world: World, *, ends_on: date, tell: Tell, checked: bool = False) -> Diary:
    """Found the publisher in an empty database and live until `ends_on`; with `checked` the books are checked at the end of each month."""
    tell(
        _("A publisher of %(subscribers)s subscribers from %(first)s to %(latest)s, seed %(seed)s")
        % {"subscribers": world.subscribers, "first": world.starts_on, "latest": ends_on, "seed": world.seed}
    )
    found_publisher(world)
    return live(world, first=world.starts_on, latest=ends_on, tell=tell, month_over=check_books if checked else None)


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
