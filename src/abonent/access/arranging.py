"""What a firm shows of the product, and in which order, for everybody or for a role: tabs, entries of the menu, fields of a form.

It is comfort, not safety: what somebody may see is said by permissions, and the address of what is hidden still opens.

    arranged(panels, surface=CUSTOMER_TABS, viewer=request.user, name_of=lambda panel: panel.name)

What a later version adds stands at the place where it is declared, behind what it is declared behind, and is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from abonent.access.models import Arrangement, StaffUser

CUSTOMER_TABS, CUSTOMER_FIELDS, MENU = "customer_tabs", "customer_fields", "menu"
Thing = TypeVar("Thing")


def arranged(things: Iterable[Thing], *, surface: str, viewer: StaffUser, name_of: Callable[[Thing], str]) -> list[Thing]:
    """The things of a surface that the viewer is shown, in their places."""
    named = {name_of(thing): thing for thing in things}
    hidden = hidden_from(viewer, surface)
    holding = _holding(viewer, surface)
    places = next((arrangement.places for arrangement in holding if arrangement and arrangement.places), [])
    return [named[name] for name in in_places(list(named), places) if name not in hidden]


def hidden_from(viewer: StaffUser, surface: str) -> frozenset[str]:
    """What of a surface is hidden from all roles of the viewer; what one of them is shown, he is shown."""
    holding = _holding(viewer, surface)
    hidden = [frozenset(arrangement.hidden) if arrangement else frozenset() for arrangement in holding]
    return frozenset.intersection(*hidden) if hidden else frozenset()


def in_places(declared: Sequence[str], places: Sequence[str]) -> list[str]:
    """Names in the places that somebody gave them; one that has none stands behind the one that it is declared behind."""
    placed = [name for name in places if name in declared]
    for number, name in enumerate(declared):
        if name not in placed:
            before = declared[number - 1] if number else None
            placed.insert(placed.index(before) + 1 if before else 0, name)
    return placed


def _holding(viewer: StaffUser, surface: str) -> list[Arrangement | None]:
    """For each role of the viewer what holds for it: its own arrangement, else that for everybody, else none."""
    of_surface = {arrangement.role_id: arrangement for arrangement in viewer.arrangements if arrangement.surface == surface}
    everybody = of_surface.get(None)
    return [of_surface.get(role, everybody) for role in sorted(viewer.role_ids)] or [everybody]
