"""How folders declare permissions, how views name theirs, and the ready roles.

A folder's `permissions.py` has `PERMISSIONS = [Permission("billing.commit_run", _("Commit billing runs"), roles=...)]`, and
`PART = _("Invoices")`: what managers call the part of the product that it is.
A view is marked with `@permit("billing.see_invoice")`; the middleware refuses a view that names none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from abonent.access.roles import ADMINISTRATOR, AUDITOR, MANAGER

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed-in"


@dataclass(frozen=True)
class Permission:
    """What may be done, in words a manager reads, and the ready roles that carry it from the start."""

    code: str
    label: Any
    roles: tuple[str, ...]


def part_of(permission: str) -> str:
    """The part of the product that a permission belongs to."""
    return permission.partition(".")[0]


def permit(permission: str) -> Callable[[View], View]:
    """Name the permission of a view; `PUBLIC` for anyone, `SIGNED_IN` for any member of staff."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


PART = _("Staff and roles")
PERMISSIONS = [
    Permission("access.share_views", _("Share saved views of lists with a team or everybody"), roles=(MANAGER, ADMINISTRATOR)),
    Permission("access.manage_staff", _("Take on, change and let go staff"), roles=(ADMINISTRATOR,)),
    Permission("access.see_roles", _("See what each role may do"), roles=(MANAGER, AUDITOR, ADMINISTRATOR)),
    Permission("access.manage_roles", _("Change what each role may do"), roles=(ADMINISTRATOR,)),
    Permission("access.view_as", _("See the product as a colleague or a role sees it"), roles=(ADMINISTRATOR,)),
]
