"""The verbs of staff: take on, change, let go and take back, hand out a link for a password, reset the second factor.

Each is one row of `access_change`. Whoever may manage staff is never the last one to do so: an installation that nobody
can administer is lost to its owner.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes, force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from abonent.access.change_models import AccessChange
from abonent.access.models import Role, RolePermission, StaffEntity, StaffUser
from abonent.access.operations import CannotTakeOn, take_on_staff
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity, Unit

MANAGE_STAFF = "access.manage_staff"
Verb = AccessChange.Verb
LABELS = {
    "username": _("User name"),
    "name": _("Name"),
    "email": _("E-mail"),
    "language": _("Language"),
    "roles": _("Roles"),
    "entities": _("Companies"),
    "units": _("Units"),
    "reach": _("Sees"),
    "active": _("At work"),
}


class CannotChangeStaff(Refusal):
    """A change of a colleague's log-in that cannot be made."""

    sentences = {
        "staff.changed_meanwhile": _("%(fields)s was changed by somebody else while you were typing. Nothing is saved; look again."),
        "staff.name_taken": _("There is already a log-in called %(username)s."),
        "staff.email_taken": _("Somebody else signs in with the e-mail address %(email)s."),
        "staff.last_administrator": _("Nobody who can sign in would be left to manage staff. Give this to somebody else first."),
        "staff.not_oneself": _("You cannot let yourself go. Ask another administrator."),
        "staff.no_second_factor": _("There is no second factor to reset."),
        "staff.gone": _("Whoever has left cannot sign in. Take the person back first."),
    }


def facts_of(staff_user: StaffUser) -> dict[str, Any]:
    """What is said of a colleague's log-in; roles by code, companies by id."""
    return {
        "username": staff_user.username,
        "name": staff_user.get_full_name(),
        "email": staff_user.email,
        "language": staff_user.language,
        "roles": sorted(staff_user.roles.values_list("code", flat=True)),
        "entities": sorted(staff_user.entities.values_list("pk", flat=True)),
        "units": sorted(staff_user.units.values_list("pk", flat=True)),
        "reach": staff_user.reach,
        "active": staff_user.is_active,
    }


def take_on(
    *,
    username: str,
    name: str,
    email: str,
    language: str,
    roles: Collection[str],
    entities: Collection[int],
    password: str | None,
    actor: StaffUser,
    units: Collection[int] = (),
    reach: str = StaffUser.Reach.EVERYTHING,
) -> StaffUser:
    """Give a person a log-in; without a password nobody can use it until one is chosen by a link."""
    with transaction.atomic():
        clock.hand_over()
        _refuse_taken(username=username, email=email)
        staff_user = take_on_staff(
            username=username, password=password, full_name=name, roles=list(roles), language=language, email=email,
            entities=list(LegalEntity.objects.filter(pk__in=entities)),
        )  # fmt: skip
        _write(staff_user, {"units": units, "reach": reach})
        note(Verb.TAKE_ON, actor=actor, staff_user=staff_user, after=facts_of(staff_user))
    return staff_user


def change_staff(
    *, staff_user: StaffUser, seen: Mapping[str, Any], wanted: Mapping[str, Any], actor: StaffUser, reason: str = ""
) -> AccessChange | None:
    """Change what is said of a colleague to `wanted`, where `seen` is what was said when the change was begun; None if nothing is new."""
    with transaction.atomic():
        clock.hand_over()
        _one_at_a_time()
        before = facts_of(staff_user)
        changes = {field: value for field, value in wanted.items() if value != seen.get(field) and value != before[field]}
        _refuse_conflicts(before, seen, changes)
        if not changes:
            return None
        _refuse_taken(username=changes.get("username"), email=changes.get("email"), besides=staff_user)
        _write(staff_user, changes)
        refuse_if_nobody_manages()
        after = facts_of(staff_user)
        return note(Verb.CHANGE_STAFF, actor=actor, staff_user=staff_user, before=before, after=after, reason=reason)


def let_go(*, staff_user: StaffUser, actor: StaffUser, reason: str = "") -> AccessChange:
    """End a colleague's log-in at once, in every browser; his rows and his name under what he did stay."""
    if staff_user == actor:
        raise CannotChangeStaff("staff.not_oneself")
    with transaction.atomic():
        clock.hand_over()
        _one_at_a_time()
        before = facts_of(staff_user)
        # Sessions hang on the password: without one they are over, and stay so when the person comes back.
        staff_user.set_unusable_password()
        staff_user.is_active = False
        staff_user.save(update_fields=["password", "is_active"])
        refuse_if_nobody_manages()
        return note(Verb.LEAVE, actor=actor, staff_user=staff_user, before=before, after=facts_of(staff_user), reason=reason)


def take_back(*, staff_user: StaffUser, actor: StaffUser) -> AccessChange:
    """Let somebody who has left sign in again, by a password chosen anew."""
    with transaction.atomic():
        clock.hand_over()
        before = facts_of(staff_user)
        staff_user.is_active = True
        staff_user.save(update_fields=["is_active"])
        return note(Verb.RETURN, actor=actor, staff_user=staff_user, before=before, after=facts_of(staff_user))


def hand_out_link(*, staff_user: StaffUser, actor: StaffUser) -> str:
    """The address at which a colleague chooses a password, once; it is worth nothing when a password was chosen or he has signed in."""
    if not staff_user.is_active:
        raise CannotChangeStaff("staff.gone")
    with transaction.atomic():
        clock.hand_over()
        note(Verb.HAND_OUT_LINK, actor=actor, staff_user=staff_user)
    place = urlsafe_base64_encode(force_bytes(staff_user.pk))
    return reverse("access:choose_password", args=[place, default_token_generator.make_token(staff_user)])


def holder_of_link(place: str, token: str) -> StaffUser | None:
    """Whom a link was handed out to; None if it is used, too old, or not ours."""
    try:
        number = int(force_str(urlsafe_base64_decode(place)))
    except ValueError:
        return None
    staff_user = StaffUser.objects.filter(pk=number, is_active=True).first()
    return staff_user if staff_user and default_token_generator.check_token(staff_user, token) else None


def choose_password(*, staff_user: StaffUser, password: str) -> None:
    """Sign in with this password from now on; other sessions of the person are over."""
    with transaction.atomic():
        clock.hand_over()
        staff_user.set_password(password)
        staff_user.save(update_fields=["password"])
        note(Verb.CHOOSE_PASSWORD, actor=staff_user, staff_user=staff_user)


def reset_second_factor(*, staff_user: StaffUser, actor: StaffUser, reason: str) -> None:
    """Forget codes, passkeys and recovery codes of a colleague who has lost them; he sets up new ones himself."""
    with transaction.atomic():
        clock.hand_over()
        forgotten, _by_kind = Authenticator.objects.filter(user=staff_user).delete()
        if not forgotten:
            raise CannotChangeStaff("staff.no_second_factor")
        note(Verb.RESET_SECOND_FACTOR, actor=actor, staff_user=staff_user, reason=reason)


def note(
    verb: str,
    *,
    actor: StaffUser | None,
    staff_user: StaffUser | None = None,
    role: Role | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AccessChange:
    """Write down who changed what, in the transaction that does it."""
    return AccessChange.objects.create(
        verb=verb, actor=actor, staff_user=staff_user, role=role, before=dict(before or {}), after=dict(after or {}), reason=reason
    )


def refuse_if_nobody_manages() -> None:
    """Refuse what has left nobody who can sign in and manage staff; asked after the change, inside its transaction."""
    managing = RolePermission.objects.filter(permission=MANAGE_STAFF).values("role")
    able = StaffUser.objects.filter(is_active=True, roles__in=managing).exclude(password__startswith="!")
    if not able.exists():
        raise CannotChangeStaff("staff.last_administrator")


def _one_at_a_time() -> None:
    """Two administrators who take each other's rights at the same moment wait for one another."""
    list(Role.objects.select_for_update().order_by("pk").values("pk"))


def _refuse_conflicts(now: Mapping[str, Any], seen: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    meanwhile = [str(LABELS[field]) for field in changes if field in seen and now[field] != seen[field]]
    if meanwhile:
        raise CannotChangeStaff("staff.changed_meanwhile", fields=", ".join(meanwhile))


def _refuse_taken(*, username: str | None, email: str | None, besides: StaffUser | None = None) -> None:
    others = StaffUser.objects.exclude(pk=besides.pk) if besides else StaffUser.objects.all()
    if username and others.filter(username__iexact=username).exists():
        raise CannotTakeOn("staff.name_taken", username=username)
    if email and others.filter(email__iexact=email).exists():
        raise CannotChangeStaff("staff.email_taken", email=email)


def _write(staff_user: StaffUser, changes: Mapping[str, Any]) -> None:
    if "name" in changes:
        staff_user.first_name, _blank, staff_user.last_name = changes["name"].partition(" ")
    for field in ("username", "email", "language", "reach"):
        if field in changes:
            setattr(staff_user, field, changes[field])
    staff_user.save(update_fields=["first_name", "last_name", "username", "email", "language", "reach"])
    if "roles" in changes:
        staff_user.roles.set(Role.objects.filter(code__in=changes["roles"]))
    if "entities" in changes:
        _work_for(staff_user, changes["entities"])
    if "units" in changes:
        staff_user.units.set(Unit.objects.filter(pk__in=changes["units"]))


def _work_for(staff_user: StaffUser, entities: Sequence[int]) -> None:
    StaffEntity.objects.filter(staff_user=staff_user).exclude(entity__in=entities).delete()
    StaffEntity.objects.bulk_create([StaffEntity(staff_user=staff_user, entity_id=pk) for pk in entities], ignore_conflicts=True)
