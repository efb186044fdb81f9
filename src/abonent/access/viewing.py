"""The product as a colleague or a role sees it: for an administrator, to look at and nothing else.

While he looks, every request runs as the colleague and leaves nothing behind: whatever is not a mere look is refused, and
what looking itself would write is rolled back. It is no way to rows that the administrator does not see himself, and what a
colleague keeps for himself stays his own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from abonent.access.backend import StaffBackend
from abonent.access.change_models import AccessChange
from abonent.access.models import Arrangement, Role, RolePermission, StaffUser
from abonent.access.reach import sees_more_than
from abonent.access.staffing import note
from abonent.kit import clock
from abonent.kit.refusals import Refusal

VIEW_AS = "access.view_as"
KEY = "viewing"
STAFF, ROLE = "staff", "role"


class CannotView(Refusal):
    """Somebody as whom the product cannot be seen."""

    sentences = {
        "view.gone": _("Whoever has left sees nothing."),
        "view.oneself": _("That is you."),
        "view.sees_more": _("%(name)s sees companies or customers that you do not see yourself."),
    }


@dataclass(frozen=True)
class Viewing:
    """An administrator who looks, and as whom: the user that every page is made for, and the name for the band."""

    seer: StaffUser
    seen: StaffUser
    name: str
    kind: str
    key: int


def begin_viewing_colleague(*, session: SessionBase, colleague: StaffUser, actor: StaffUser) -> None:
    """See the product with the permissions and rows of a colleague from now on."""
    if colleague == actor:
        raise CannotView("view.oneself")
    if not colleague.is_active:
        raise CannotView("view.gone")
    if sees_more_than(colleague, actor):
        raise CannotView("view.sees_more", name=colleague.get_full_name())
    with transaction.atomic():
        clock.hand_over()
        note(AccessChange.Verb.VIEW_AS, actor=actor, staff_user=colleague)
    session[KEY] = [STAFF, colleague.pk]


def begin_viewing_role(*, session: SessionBase, role: Role, actor: StaffUser) -> None:
    """See the product with the permissions of a role, and one's own rows, from now on."""
    with transaction.atomic():
        clock.hand_over()
        note(AccessChange.Verb.VIEW_AS, actor=actor, role=role)
    session[KEY] = [ROLE, role.pk]


def viewing_of(session: SessionBase, seer: StaffUser) -> Viewing | None:
    """Who looks as whom in this session; None, and no more looking, once either may no longer."""
    if KEY not in session:
        return None
    kind, key = session[KEY]
    found = _as_role(seer, key) if kind == ROLE else _as_colleague(seer, key)
    if found is None or not seer.may(VIEW_AS):
        session.pop(KEY)
        return None
    _keep_the_look(found.seen, seer)
    return found


def _as_colleague(seer: StaffUser, key: int) -> Viewing | None:
    seen = StaffBackend().get_user(key)
    if seen is None or sees_more_than(seen, seer):
        return None
    return Viewing(seer, seen, seen.get_full_name() or seen.username, STAFF, key)


def _as_role(seer: StaffUser, key: int) -> Viewing | None:
    role, seen = Role.objects.filter(pk=key).first(), StaffBackend().get_user(seer.pk)
    if role is None or seen is None:
        return None
    seen.permissions = frozenset(RolePermission.objects.in_force().filter(role=role).values_list("permission", flat=True))
    seen.role_ids = frozenset([role.pk])
    seen.arrangements = list(Arrangement.objects.filter(Q(role=None) | Q(role=role)))
    return Viewing(seer, seen, role.label, ROLE, key)


def _keep_the_look(seen: StaffUser, seer: StaffUser) -> None:
    """The language and look of whoever looks; and the mark that keeps what is private to the colleague out of sight."""
    seen.language, seen.theme, seen.density, seen.keys_enabled = seer.language, seer.theme, seer.density, seer.keys_enabled
    seen.is_looked_over = seen.pk != seer.pk
