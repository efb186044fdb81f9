"""What is kept of a list for one reader: saved views, his columns, his density, the view it opens with.

This folder knows no users, so it keeps nothing itself: `LIST_KEEPERS = [Keeper()]` in a folder's `list_keepers.py` does. Without a
keeper, and for whoever is not signed in, a list is as it is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest

from abonent.kit.registry import Registry


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A saved view as a tab: `key` names it in the address, `query` makes it. Who may change it gets `change_url` and `removal_url`."""

    key: str
    label: str
    query: str
    shared_with: str
    change_url: str = ""
    removal_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """All that is kept of one list for a reader. `audiences` are whom he may share a view with: (value, label)."""

    views: Sequence[KeptView] = ()
    columns: Sequence[str] = ()
    density: str = ""
    opening: str = ""
    audiences: Sequence[tuple[str, Any]] = ()


class Keeper(Protocol):
    """Keeps views and choices of the reader of a request. What it refuses it raises as a Refusal."""

    def kept(self, request: HttpRequest, list_name: str) -> Kept | None:
        """What is kept; None for a reader for whom nothing can be."""

    def choose(self, request: HttpRequest, list_name: str, *, columns: Sequence[str], density: str) -> None:
        """Remember columns and density of the list."""

    def open_with(self, request: HttpRequest, list_name: str, *, opening: str) -> None:
        """Remember the view that the list opens with; the empty text for none."""

    def save_view(self, request: HttpRequest, list_name: str, *, name: str, shared_with: str, query: str) -> str:
        """Save a view under a name; returns its key."""

    def save_changes(self, request: HttpRequest, list_name: str, *, key: str, query: str) -> None:
        """Let a saved view be what is on show now."""

    def export_later(self, request: HttpRequest, *, title: str, address: str, row_count: int) -> str:
        """Have the view at an address written into a file; returns where it will be found."""


declared_keepers: Registry[Keeper] = Registry()


def keeper() -> Keeper | None:
    """The folder that keeps; None where there is none."""
    return next(iter(declared_keepers), None)


def kept_of(request: HttpRequest, list_name: str) -> Kept | None:
    """What is kept of a list for the reader of a request."""
    found = keeper()
    return found.kept(request, list_name) if found else None
