"""Sources of chance: one per purpose and subject, all from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def chance(seed: int, purpose: str, subject: object = "") -> Random:
    """The source for a purpose and, where it matters, for one subject: "late payer" of subscriber 17.

    Seeding by text is stable across versions of Python; use `random()`, `choice` and `choices` of it, whose sequence is.
    """
    return Random(f"{seed}/{purpose}/{subject}")


def happens(source: Random, share: float) -> bool:
    """True in `share` of the cases."""
    return source.random() < share


def between(source: Random, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    return least + int(source.random() * (most - least + 1))


def pick(source: Random, items: Sequence[Item]) -> Item:
    """One of the items, all alike."""
    return items[int(source.random() * len(items))]


def pick_common(source: Random, items: Sequence[Item]) -> Item:
    """One of the items, listed from the most frequent down; the share falls off as that of names does."""
    return source.choices(items, cum_weights=_shares(len(items)))[0]


@cache
def _shares(count: int) -> list[float]:
    total, shares = 0.0, []
    for rank in range(count):
        total += 1 / (rank + 12)
        shares.append(total)
    return shares
