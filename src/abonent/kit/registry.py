"""A list that `config` fills with what the folders declare, for a lower folder that must know them without importing up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """Declared items, by their `order` where they have one, else as the ladder has their folders."""

    def __init__(self) -> None:
        self._items: list[Item] = []

    def fill(self, items: Iterable[Item]) -> None:
        """Take the declarations of all folders; called once, when the program starts."""
        self._items = sorted(items, key=lambda item: getattr(item, "order", 0))

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)
