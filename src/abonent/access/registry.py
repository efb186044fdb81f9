"""The permissions that folders declare, by code. `config` fills it when the program starts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from abonent.access.permissions import Permission
from abonent.access.roles import READY_ROLES

_permissions: dict[str, Permission] = {}
_parts: dict[str, Any] = {}


def register(permissions: Iterable[Permission]) -> None:
    """Make permissions known; a code twice or a role that is not ready is a mistake in a declaration."""
    for permission in permissions:
        unknown = set(permission.roles) - set(READY_ROLES)
        if unknown or _permissions.setdefault(permission.code, permission) is not permission:
            raise ValueError(f"permission {permission.code} is declared twice or names unknown roles {sorted(unknown)}")


def permissions() -> list[Permission]:
    """All permissions, by code."""
    return [_permissions[code] for code in sorted(_permissions)]


def name_parts(names: Mapping[str, Any]) -> None:
    """Make known what managers call the parts of the product."""
    _parts.update(names)


def name_of_part(part: str) -> str:
    """What managers call a part of the product; the folder's own name where it does not say."""
    return str(_parts.get(part, part.capitalize()))
