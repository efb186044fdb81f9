"""How a change of a log-in or a role is taken back: by the ordinary verb, with what was before."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.change_models import AccessChange
from abonent.access.duties import change_role
from abonent.access.models import StaffUser
from abonent.access.staffing import MANAGE_STAFF, change_staff, take_back
from abonent.kit import clock
from abonent.kit.refusals import Refusal

MANAGE_ROLES = "access.manage_roles"
Verb = AccessChange.Verb


class CannotTakeBack(Refusal):
    """A change that cannot be taken back any more."""

    sentences = {
        "change.undone": _("This is undone already."),
        "change.no_way_back": _("This cannot be undone."),
        "change.not_yours": _("You may not change this, so you may not undo it either."),
    }


def needed_to_take_back(change: AccessChange) -> str:
    """The permission that the verb asks for."""
    return MANAGE_STAFF if change.staff_user_id else MANAGE_ROLES


def take_back_change(*, change: AccessChange, actor: StaffUser) -> None:
    """Write what was before; what somebody has changed since is not overwritten."""
    with transaction.atomic():
        clock.hand_over()
        locked = AccessChange.objects.select_for_update(of=("self",)).select_related("staff_user", "role").get(pk=change.pk)
        if locked.undone_at is not None:
            raise CannotTakeBack("change.undone")
        _write_back(locked, actor)
        locked.undone_at = clock.now()
        locked.save(update_fields=["undone_at"])


def _write_back(change: AccessChange, actor: StaffUser) -> None:
    if change.verb == Verb.CHANGE_STAFF and change.staff_user is not None:
        before = {field: value for field, value in change.before.items() if field != "active"}
        change_staff(staff_user=change.staff_user, seen=change.after, wanted=before, actor=actor)
    elif change.verb == Verb.LEAVE and change.staff_user is not None:
        take_back(staff_user=change.staff_user, actor=actor)
    elif change.verb == Verb.CHANGE_ROLE and change.role is not None:
        could, can = set(change.before["permissions"]), set(change.after["permissions"])
        change_role(role=change.role, give=could - can, take=can - could, actor=actor, name=change.before["name"])
    else:
        raise CannotTakeBack("change.no_way_back")
