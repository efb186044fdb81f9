"""What a folder declares so that its acts can be undone: `INVERSES = [Inverse(...)]` in its `undo.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from abonent.access.models import StaffUser


@dataclass(frozen=True)
class Inverse:
    """An undoing verb: `undo(arguments=..., actor=..., today=...)` does it with the arguments that the act recorded.

    `permission` is what a person must have to undo; without one no screen undoes it. `seen_by(arguments, viewer)` says whether he
    sees the rows it is about; without it the rows are everybody's.
    """

    verb: str
    label: Any
    undo: Callable[..., Any]
    permission: str = ""
    seen_by: Callable[[Mapping[str, Any], StaffUser], bool] | None = None
