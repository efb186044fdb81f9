"""The permissions that folders declare, by code. `config` fills it when the program starts."""

from __future__ import annotations

from collections.abc import Iterable

from abonent.access.permissions import Permission
from abonent.access.roles import READY_ROLES

_permissions: dict[str, Permission] = {}


def register(permissions: Iterable[Permission]) -> None:
    """Make permissions known; a code twice or a role that is not ready is a mistake in a declaration."""
    for permission in permissions:
        unknown = set(permission.roles) - set(READY_ROLES)
        if unknown or _permissions.setdefault(permission.code, permission) is not permission:
            raise ValueError(f"permission {permission.code} is declared twice or names unknown roles {sorted(unknown)}")


def permissions() -> list[Permission]:
    """All permissions, by code."""
    return [_permissions[code] for code in sorted(_permissions)]
