"""What hangs on a customer in the folders above, for whoever is about to merge two: `HANGING = [Hanging(...)]` in their `merge.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """A figure of a customer: `said(records, viewer)` says it of the records that stand for one customer, in the reader's language."""

    label: Any
    said: Callable[[Sequence[int], StaffUser], str]
    permission: str
    order: int = 50


declared_hanging: Registry[Hanging] = Registry()
