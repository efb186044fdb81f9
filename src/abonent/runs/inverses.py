"""What a folder declares so that its acts can be undone: `INVERSES = [Inverse(...)]` in its `undo.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Inverse:
    """An undoing verb: `undo(arguments=..., actor=..., today=...)` does it with the arguments that the act recorded.

    `permission` is what a person must have to undo; without one no screen undoes it.
    """

    verb: str
    label: Any
    undo: Callable[..., Any]
    permission: str = ""
