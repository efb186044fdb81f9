"""Discovery: each folder may declare menus, commands, run kinds, invariants, search hits, timeline rows; here they are found."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps

from abonent.company.parts import Part


@cache
def declaring_modules(name: str) -> tuple[ModuleType, ...]:
    """The module called `name` of every installed folder that has one, in the order of the ladder, lowest first.

    `config` declares nothing to itself: its own `urls` and `commands` are where the others' are put together.
    """
    names = [config.name for config in apps.get_app_configs()]
    folders = [folder for folder in names if folder.startswith("abonent.") and folder != "abonent.config"]
    return tuple(import_module(f"{folder}.{name}") for folder in folders if find_spec(f"{folder}.{name}"))


def declared(module_name: str, attribute: str) -> list[Any]:
    """All items of the lists named `attribute` that folders declare in their `module_name`."""
    return [item for module in declaring_modules(module_name) for item in getattr(module, attribute, [])]


def declared_kinds_of_business() -> list[Part]:
    """The folders that belong to some kinds of business only: their `permissions.py` says `BELONGS_TO`."""
    saying = [module for module in declaring_modules("permissions") if hasattr(module, "BELONGS_TO")]
    return [Part(module.__name__.split(".")[-2], module.BELONGS_TO) for module in saying]


def declared_names_of_parts() -> dict[str, Any]:
    """What managers call each part of the product: its `permissions.py` says `PART`."""
    saying = [module for module in declaring_modules("permissions") if hasattr(module, "PART")]
    return {module.__name__.split(".")[-2]: module.PART for module in saying}
