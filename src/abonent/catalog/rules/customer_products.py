"""What the reader of a file of statuses with products makes of its cells; runs in the reader's child process."""

from __future__ import annotations

from functools import lru_cache

from abonent.customers.rules.own import day_of_moment


@lru_cache(maxsize=10_000)
def since(said: str) -> tuple[str]:
    """The day since which a customer is something to a product, as 2026-02-01."""
    return (day_of_moment(said, "since"),)
