"""The verbs of access: install the ready roles, take on a member of staff, switch parts of the product off."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.models import PartOff, Role, RolePermission, StaffEntity, StaffUser
from abonent.access.registry import permissions
from abonent.access.roles import READY_ROLES
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity


class CannotTakeOn(Refusal):
    """A member of staff who cannot be taken on as asked."""

    sentences = {
        "staff.name_taken": _("There is already a log-in called %(username)s."),
        "staff.unknown_role": _("There is no role called %(role)s."),
    }


def install_ready_roles() -> None:
    """Make the ready roles as this version knows them; what a manager added to a role stays, nothing is taken away."""
    with transaction.atomic():
        for code, name in READY_ROLES.items():
            Role.objects.get_or_create(code=code, defaults={"name": str(name)})
        role_ids = dict(Role.objects.values_list("code", "id"))
        RolePermission.objects.bulk_create(
            [
                RolePermission(role_id=role_ids[role], permission=permission.code)
                for permission in permissions()
                for role in permission.roles
            ],
            ignore_conflicts=True,
        )


def take_on_staff(
    *,
    username: str,
    password: str,
    full_name: str,
    roles: Sequence[str],
    entities: Sequence[LegalEntity],
    language: str = "en",
    email: str = "",
) -> StaffUser:
    """Give a person a log-in with roles, for the entities he works for."""
    if StaffUser.objects.filter(username=username).exists():
        raise CannotTakeOn("staff.name_taken", username=username)
    first, _space, last = full_name.partition(" ")
    with transaction.atomic():
        user = StaffUser.objects.create_user(username, email, password, first_name=first, last_name=last, language=language)
        for code in roles:
            user.roles.add(_role(code))
        StaffEntity.objects.bulk_create([StaffEntity(staff_user=user, entity=entity) for entity in entities])
    return user


def switch_parts(*, off: Collection[str]) -> None:
    """Switch these parts of the product off and all others on. What roles carry stays, so a part comes back as it was."""
    with transaction.atomic():
        PartOff.objects.exclude(name__in=off).delete()
        PartOff.objects.bulk_create([PartOff(name=name) for name in sorted(off)], ignore_conflicts=True)


def _role(code: str) -> Role:
    role = Role.objects.filter(code=code).first()
    if role is None:
        raise CannotTakeOn("staff.unknown_role", role=code)
    return role
