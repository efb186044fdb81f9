"""The verbs of roles: what a role may do is changed, a role is copied, removed, put back as it came."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from abonent.access.change_models import AccessChange, WithheldPermission
from abonent.access.models import Role, RolePermission, StaffUser
from abonent.access.registry import permissions
from abonent.access.roles import READY_ROLES
from abonent.access.staffing import note, refuse_if_nobody_manages
from abonent.kit import clock
from abonent.kit.refusals import Refusal

Verb = AccessChange.Verb
CODE_LENGTH = 30


class CannotChangeRole(Refusal):
    """A role that cannot be made, changed or removed as asked."""

    sentences = {
        "role.name_taken": _("There is already a role called %(name)s."),
        "role.ready": _("%(name)s came with the product and stays; take away what it may do instead."),
        "role.in_use": _("%(name)s has people. Give them other roles first."),
    }


def facts_of(role: Role) -> dict[str, Any]:
    """Name and permissions of a role."""
    return {"name": role.name, "permissions": sorted(role.permissions.values_list("permission", flat=True))}


def as_it_came(role: Role) -> frozenset[str]:
    """The permissions that folders declare for a ready role; none for a role made by a manager."""
    return frozenset(permission.code for permission in permissions() if role.code in permission.roles)


def change_role(
    *, role: Role, give: Collection[str], take: Collection[str], actor: StaffUser, reason: str = "", name: str | None = None
) -> AccessChange | None:
    """Give permissions to a role and take others; what others changed meanwhile stays. None if nothing is new."""
    with transaction.atomic():
        clock.hand_over()
        locked = Role.objects.select_for_update().get(pk=role.pk)
        before = facts_of(locked)
        if name and name != locked.name and locked.code not in READY_ROLES:
            _refuse_taken(name)
            locked.name = name
            locked.save(update_fields=["name"])
        _carry(locked, (frozenset(before["permissions"]) | frozenset(give)) - frozenset(take))
        after = facts_of(locked)
        if after == before:
            return None
        refuse_if_nobody_manages()
        return note(Verb.CHANGE_ROLE, actor=actor, role=locked, before=before, after=after, reason=reason)


def put_role_back(*, role: Role, actor: StaffUser) -> AccessChange | None:
    """Let a ready role do what it did when it came with the product, no more and no less."""
    came, now = as_it_came(role), frozenset(facts_of(role)["permissions"])
    return change_role(role=role, give=came - now, take=now - came, actor=actor)


def copy_role(*, role: Role, name: str, actor: StaffUser) -> Role:
    """Make a role of its own that may do the same."""
    with transaction.atomic():
        clock.hand_over()
        _refuse_taken(name)
        copy = Role.objects.create(code=_free_code(name), name=name)
        _carry(copy, frozenset(facts_of(role)["permissions"]))
        note(Verb.COPY_ROLE, actor=actor, role=copy, after=facts_of(copy))
    return copy


def remove_role(*, role: Role, actor: StaffUser) -> None:
    """Take away a role that a manager has made and nobody has."""
    if role.code in READY_ROLES:
        raise CannotChangeRole("role.ready", name=role.label)
    with transaction.atomic():
        clock.hand_over()
        locked = Role.objects.select_for_update().get(pk=role.pk)
        if locked.staff.exists():
            raise CannotChangeRole("role.in_use", name=locked.label)
        note(Verb.REMOVE_ROLE, actor=actor, before=facts_of(locked))
        locked.delete()


def _carry(role: Role, codes: frozenset[str]) -> None:
    """Write what the role may do, and for a ready one what it may do no longer although it came with it."""
    role.permissions.exclude(permission__in=codes).delete()
    RolePermission.objects.bulk_create([RolePermission(role=role, permission=code) for code in sorted(codes)], ignore_conflicts=True)
    withheld = as_it_came(role) - codes
    role.withheld.exclude(permission__in=withheld).delete()
    WithheldPermission.objects.bulk_create(
        [WithheldPermission(role=role, permission=code) for code in sorted(withheld)], ignore_conflicts=True
    )


def _refuse_taken(name: str) -> None:
    if Role.objects.filter(name__iexact=name).exists() or name.casefold() in {str(label).casefold() for label in READY_ROLES.values()}:
        raise CannotChangeRole("role.name_taken", name=name)


def _free_code(name: str) -> str:
    begins = slugify(name)[: CODE_LENGTH - 3] or "role"
    codes = {begins, *(f"{begins}-{place}" for place in range(2, 100))} - set(Role.objects.values_list("code", flat=True))
    return min(codes, key=lambda code: (len(code), code))
