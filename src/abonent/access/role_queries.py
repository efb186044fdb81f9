"""What roles may do, as a sheet; what a change of it does to people; what was changed, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.access.change_models import AccessChange
from abonent.access.models import Role, RolePermission, StaffUser
from abonent.access.permissions import Permission, part_of
from abonent.access.registry import name_of_part, permissions
from abonent.access.roles import READY_ROLES
from abonent.access.staffing import LABELS
from abonent.organisation.models import LegalEntity, Unit
from abonent.ui.language import OWN_NAMES

# Nobody reads further back on a page.
MOST_CHANGES = 100


@dataclass(frozen=True)
class SheetLine:
    """A permission and, role by role, whether it is carried."""

    permission: Permission
    carried: list[bool]


@dataclass(frozen=True)
class SheetPart:
    """A part of the product with its permissions."""

    label: str
    lines: list[SheetLine]


@dataclass(frozen=True)
class Sheet:
    """Who may do what: a column for each role, a line for each permission, by part of the product."""

    roles: list[Role]
    parts: list[SheetPart]


def all_roles() -> list[Role]:
    """The ready roles in their order, then those that managers have made, by name."""
    places = {code: place for place, code in enumerate(READY_ROLES)}
    return sorted(Role.objects.all(), key=lambda role: (places.get(role.code, len(places)), role.label))


def permissions_by_part(viewer: StaffUser) -> list[tuple[str, list[Permission]]]:
    """The permissions of the parts that are on, under what managers call the part."""
    shown = [permission for permission in permissions() if viewer.has_part(part_of(permission.code))]
    return [(name_of_part(part), list(group)) for part, group in groupby(shown, lambda permission: part_of(permission.code))]


def permission_sheet(viewer: StaffUser) -> Sheet:
    """What every role may do."""
    roles = all_roles()
    carried = set(RolePermission.objects.values_list("role_id", "permission"))
    parts = [
        SheetPart(
            label, [SheetLine(permission, [(role.pk, permission.code) in carried for role in roles]) for permission in group]
        )
        for label, group in permissions_by_part(viewer)
    ]  # fmt: skip
    return Sheet(roles, parts)


@dataclass(frozen=True)
class Consequence:
    """That some people may, or may no longer, do something."""

    people: int
    permission: Permission
    given: bool

    @property
    def words(self) -> str:
        """The consequence as a sentence."""
        if self.given:
            said = ngettext("%(people)s person may now do this: %(what)s", "%(people)s people may now do this: %(what)s", self.people)
        else:
            said = ngettext(
                "%(people)s person may no longer do this: %(what)s", "%(people)s people may no longer do this: %(what)s", self.people
            )
        return said % {"people": self.people, "what": self.permission.label}


def consequences(role: Role, *, give: Collection[str], take: Collection[str]) -> list[Consequence]:
    """What a change of a role does to the people who have it; what another of their roles lets them do, they may do all the same."""
    people = list(StaffUser.objects.filter(is_active=True, roles=role).values_list("pk", flat=True))
    touched = [*give, *take]
    elsewhere = RolePermission.objects.filter(permission__in=touched, role__staff__in=people).exclude(role=role)
    beside = set(elsewhere.values_list("role__staff", "permission"))
    known = {permission.code: permission for permission in permissions()}
    count = {code: sum((person, code) not in beside for person in people) for code in touched}
    return [Consequence(count[code], known[code], code in give) for code in touched if code in known]


@dataclass(frozen=True)
class DescribedChange:
    """A change in words: what was done, by whom, and each fact before and after."""

    change: AccessChange
    facts: list[tuple[str, str, str]]

    @property
    def can_be_undone(self) -> bool:
        """Whether there is a way back that nobody has gone yet."""
        return self.change.verb in UNDOABLE and self.change.undone_at is None


UNDOABLE = (AccessChange.Verb.CHANGE_STAFF, AccessChange.Verb.CHANGE_ROLE, AccessChange.Verb.LEAVE)


def changes_of_staff(staff_user: StaffUser) -> list[DescribedChange]:
    """What was changed about a colleague's log-in, latest first."""
    return _described(AccessChange.objects.filter(staff_user=staff_user))


def changes_of_role(role: Role) -> list[DescribedChange]:
    """What was changed of a role, latest first."""
    return _described(AccessChange.objects.filter(role=role))


def _described(changes: QuerySet[AccessChange]) -> list[DescribedChange]:
    words = _Words()
    latest = changes.select_related("actor").order_by("-pk")[:MOST_CHANGES]
    return [DescribedChange(change, words.facts(change)) for change in latest]


class _Words:
    """Facts of log-ins and roles in the reader's words; names are fetched once."""

    def __init__(self) -> None:
        self.named: dict[str, Mapping[Any, str]] = {
            "roles": {role.code: role.label for role in Role.objects.all()},
            "entities": dict(LegalEntity.objects.values_list("pk", "name")),
            "units": dict(Unit.objects.values_list("pk", "name")),
        }
        self.permissions = {permission.code: str(permission.label) for permission in permissions()}

    def facts(self, change: AccessChange) -> list[tuple[str, str, str]]:
        """(label, before, after) of each fact that differs; a list of many says only what came and went."""
        before, after = change.before, change.after
        fields = [field for field in {**before, **after} if before.get(field) != after.get(field)]
        return [line for field in fields for line in self._lines(field, before.get(field), after.get(field))]

    def _lines(self, field: str, before: Any, after: Any) -> Iterable[tuple[str, str, str]]:
        if field == "permissions":
            taken, given = sorted(set(before or []) - set(after or [])), sorted(set(after or []) - set(before or []))
            yield from ((_("May no longer"), self.permissions.get(code, code), "") for code in taken)
            yield from ((_("May now"), "", self.permissions.get(code, code)) for code in given)
        else:
            yield str(LABELS.get(field, field)), self._said(field, before), self._said(field, after)

    def _said(self, field: str, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(self.named[field].get(one, str(one)) for one in value)
        if field == "reach":
            return str(dict(StaffUser.Reach.choices).get(value, value))
        return OWN_NAMES.get(value, value) if field == "language" else str(value)
