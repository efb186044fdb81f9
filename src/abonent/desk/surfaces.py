"""What a firm may arrange for a role: the tabs of the customer page, the fields of the customer form, the entries of the menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.arranging import CUSTOMER_FIELDS, CUSTOMER_TABS, MENU
from abonent.access.permissions import part_of
from abonent.customers.forms import HIDEABLE
from abonent.customers.own_values import name_of, own_fields
from abonent.ui.menu import declared_menu
from abonent.ui.panels import TAB, declared_panels

# Whoever arranges must find the way back, and everybody a place to begin.
ALWAYS_SHOWN = ("desk:home", "desk:settings_file")


@dataclass(frozen=True)
class Thing:
    """Something that is shown or hidden: its name in the arrangement, what people call it, and the part of the product it belongs to."""

    name: str
    label: Any
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """Things that are arranged together; only where their order means something can they be moved."""

    name: str
    label: Any
    says: Any
    things: Callable[[], Sequence[Thing]]
    can_be_moved: bool = False


def _tabs() -> list[Thing]:
    return [Thing(panel.name, panel.label, part_of(panel.permission)) for panel in declared_panels if panel.place == TAB]


def _fields() -> list[Thing]:
    own = [Thing(name_of(field), str(field)) for field in own_fields() if not field.required]
    return [*(Thing(name, label) for name, label in HIDEABLE.items()), *own]


def _menu() -> list[Thing]:
    return [Thing(item.url_name, item.label, part_of(item.permission or "")) for item in declared_menu if item.url_name not in ALWAYS_SHOWN]


SURFACES = [
    Surface(
        name=CUSTOMER_TABS,
        label=_("Tabs of the customer page"),
        says=_("The first tab opens with the page. A hidden tab still opens by a link to it."),
        things=_tabs,
        can_be_moved=True,
    ),
    Surface(
        name=CUSTOMER_FIELDS,
        label=_("Fields of the customer form"),
        says=_("Hidden fields are not asked and stand in no list. What is written in them stays. Wanted data is always asked."),
        things=_fields,
    ),
    Surface(name=MENU, label=_("Entries of the menu"), says=_("What somebody may do is said by the roles, not here."), things=_menu),
]


def surface_called(name: str) -> Surface | None:
    """The surface of this name."""
    return next((surface for surface in SURFACES if surface.name == name), None)
