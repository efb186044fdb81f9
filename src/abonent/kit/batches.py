"""Many things, so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batched(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    """Lists of `count` items and one of those that are left, taken as they are asked for; what itertools.batched does from Python 3.12 on."""
    waiting = iter(items)
    while batch := list(islice(waiting, count)):
        yield batch
