"""The verbs of access: install the ready roles, take on a member of staff, switch parts of the product off, keep views of lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.change_models import WithheldPermission
from abonent.access.models import ListChoice, PartOff, Role, RolePermission, SavedView, StaffEntity, StaffUser
from abonent.access.queries import SHARE_VIEWS
from abonent.access.registry import permissions
from abonent.access.roles import READY_ROLES
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity


class CannotTakeOn(Refusal):
    """A member of staff who cannot be taken on as asked."""

    sentences = {
        "staff.name_taken": _("There is already a log-in called %(username)s."),
        "staff.unknown_role": _("There is no role called %(role)s."),
    }


class CannotKeep(Refusal):
    """A view of a list that cannot be kept as asked."""

    sentences = {
        "view.nameless": _("Give the view a name of at most 40 letters."),
        "view.name_taken": _("You have a view called “%(name)s” here already. Take another name, or change that one."),
        "view.not_shared_by_you": _("You may not share views. Keep it for yourself, or ask a manager to share it."),
    }


def install_ready_roles() -> None:
    """Make the ready roles as this version knows them; what a manager gave to a role or took from it stays so."""
    with transaction.atomic():
        for code, name in READY_ROLES.items():
            Role.objects.get_or_create(code=code, defaults={"name": str(name)})
        role_ids = dict(Role.objects.values_list("code", "id"))
        withheld = set(WithheldPermission.objects.values_list("role_id", "permission"))
        RolePermission.objects.bulk_create(
            [
                RolePermission(role_id=role_ids[role], permission=permission.code)
                for permission in permissions()
                for role in permission.roles
                if (role_ids[role], permission.code) not in withheld
            ],
            ignore_conflicts=True,
        )


def take_on_staff(
    *,
    username: str,
    password: str | None,
    full_name: str,
    roles: Sequence[str],
    entities: Sequence[LegalEntity],
    language: str = "en",
    email: str = "",
) -> StaffUser:
    """Give a person a log-in with roles, for the entities he works for; nobody can sign in by it without a password."""
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


def save_view(*, owner: StaffUser, list_name: str, name: str, shared_with: str, query: str) -> SavedView:
    """Keep a view of a list under a name, for oneself or shared."""
    audience = _audience(owner, shared_with)
    return SavedView.objects.create(owner=owner, list_name=list_name, name=_free_name(owner, list_name, name), query=query, **audience)


def change_view(*, view: SavedView, name: str, shared_with: str, actor: StaffUser) -> None:
    """Rename a view, or share it with others than before."""
    view.name = _free_name(view.owner, view.list_name, name, besides=view)
    if shared_with != view.shared_with:
        audience = _audience(actor, shared_with)
        view.audience, view.team_id = audience["audience"], audience["team_id"]
    view.save(update_fields=["name", "audience", "team"])


def change_view_query(*, view: SavedView, query: str) -> None:
    """Let a view show something else from now on."""
    view.query = query
    view.save(update_fields=["query"])


def remove_view(*, view: SavedView) -> None:
    """Take a view away; whoever opened his list with it sees the list as it is declared."""
    view.removed_at = clock.now()
    view.save(update_fields=["removed_at"])


def put_view_back(*, view: SavedView) -> None:
    """Put back a view that was removed, unless another has taken its name meanwhile."""
    view.name = _free_name(view.owner, view.list_name, view.name, besides=view)
    view.removed_at = None
    view.save(update_fields=["removed_at"])


def choose_columns(*, staff_user: StaffUser, list_name: str, columns: Sequence[str], density: str) -> None:
    """Remember which columns of a list somebody wants, in his order, and how dense."""
    chosen = {"columns": list(columns), "density": density}
    ListChoice.objects.update_or_create(staff_user=staff_user, list_name=list_name, defaults=chosen)


def choose_opening(*, staff_user: StaffUser, list_name: str, opening: str) -> None:
    """Remember the view a list opens with for somebody; the empty text for the list as it is."""
    ListChoice.objects.update_or_create(staff_user=staff_user, list_name=list_name, defaults={"opening": opening})


def _free_name(owner: StaffUser, list_name: str, typed: str, *, besides: SavedView | None = None) -> str:
    name = " ".join(typed.split())
    if not name or len(name) > 40:
        raise CannotKeep("view.nameless")
    taken = SavedView.objects.kept().filter(owner=owner, list_name=list_name, name=name)
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise CannotKeep("view.name_taken", name=name)
    return name


def _audience(sharer: StaffUser, shared_with: str) -> dict[str, Any]:
    if shared_with in ("", SavedView.Audience.OWNER):
        return {"audience": SavedView.Audience.OWNER, "team_id": None}
    if not sharer.may(SHARE_VIEWS):
        raise CannotKeep("view.not_shared_by_you")
    if shared_with == SavedView.Audience.EVERYONE:
        return {"audience": shared_with, "team_id": None}
    team = Role.objects.filter(pk=shared_with).first() if shared_with.isdecimal() else None
    if team is None:
        raise CannotTakeOn("staff.unknown_role", role=shared_with)
    return {"audience": SavedView.Audience.TEAM, "team_id": team.pk}


def _role(code: str) -> Role:
    role = Role.objects.filter(code=code).first()
    if role is None:
        raise CannotTakeOn("staff.unknown_role", role=code)
    return role
