"""Keeps what customers are found by in step with what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from abonent.kit import statements


def refresh_search(customer_ids: Sequence[int]) -> int:
    """Recompute the search rows of a few customers; many are handed over by a statement of their own."""
    return statements.run("customers/refresh_search", source="customers/named_customers", customer_ids=list(customer_ids))
