"""What a folder declares so that its acts can be undone: `INVERSES = [Inverse(...)]` in its `undo.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities

SeenBy = Callable[[Mapping[str, Any], StaffUser], bool]


def everybodys(_arguments: Mapping[str, Any], _viewer: StaffUser) -> bool:
    """The act is about rows that all staff see: the register."""
    return True


def of_a_company(model: type[Model], argument: str, path: str = "entity") -> SeenBy:
    """The act is about the row that `argument` names, of the company at `path`; whoever works for it sees it."""

    def seen(arguments: Mapping[str, Any], viewer: StaffUser) -> bool:
        return of_my_entities(model._default_manager.filter(pk=arguments[argument]), viewer, path=path).exists()

    return seen


@dataclass(frozen=True)
class Inverse:
    """An undoing verb: `undo(arguments=..., actor=..., today=...)` does it with the arguments that the act recorded.

    `permission` is what a person must have to undo, and `seen_by(arguments, viewer)` says whether he sees the rows it is about.
    """

    verb: str
    label: Any
    undo: Callable[..., Any]
    permission: str
    seen_by: SeenBy
