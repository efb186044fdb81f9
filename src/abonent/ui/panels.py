"""What a folder declares in its `panels.py` to stand on a record's page: `PANELS = [Panel(...)]`.

A panel is an ordinary fragment address of its folder, `url_name` with the record's id as its only argument, so it can
be swapped alone. The page that composes panels shows only those whose permission the viewer has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from abonent.kit.registry import Registry

MAIN, SIDE, TAB = "main", "side", "tab"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the customer page: a block in the middle, a card at the right, or a tab one click away."""

    name: str
    label: Any
    url_name: str
    order: int = 50
    permission: str
    place: str = SIDE


declared_panels: Registry[Panel] = Registry()
