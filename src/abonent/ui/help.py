"""What a folder declares in its `help.py`: the short help of each of its screens.

    HELP = [
        ScreenHelp(
            "customers:list",
            text=_("Everybody you have dealings with. Filter the list, then keep it as a view."),
            example=_("Filter Town, write Vaasa, and save it as a view."),
            page="find-a-customer",
        )
    ]
    NO_SCREENS = ["customers:looks_like"]

`page` is the page of the manual that F1 opens. `NO_SCREENS` names addresses that answer with a part of a page, a file or a step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from abonent.kit.registry import Registry


@dataclass(frozen=True)
class ScreenHelp:
    """One or two sentences on what a screen is for, an example to try, and its page of the manual."""

    url_name: str
    text: Any
    example: Any
    page: str


declared_help: Registry[ScreenHelp] = Registry()


def help_for(url_name: str) -> ScreenHelp | None:
    """What is declared for the screen of this name."""
    return next((declared for declared in declared_help if declared.url_name == url_name), None)


def help_of(request: HttpRequest) -> ScreenHelp | None:
    """The help of the screen that is being shown."""
    found = getattr(request, "resolver_match", None)
    return help_for(found.view_name) if found else None
