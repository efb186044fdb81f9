"""Roles, and the views of lists that everybody sees, in the file of settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import get_resolver
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.duties import change_role, remove_role
from abonent.access.models import Role, SavedView, StaffUser
from abonent.access.operations import change_view_query, remove_view, save_view
from abonent.access.queries import SHARE_VIEWS
from abonent.access.registry import permissions
from abonent.access.role_queries import all_roles
from abonent.access.roles import READY_ROLES
from abonent.access.view_words import query_from_words, words_of_query
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import ListOf, OneOf, Record, Text
from abonent.ui.lists import List


class Roles(Section):
    """What each role may do. A file says all that a role may; what it does not name, the role may no longer."""

    name, label, permission, order = "roles", gettext_lazy("Roles"), "access.manage_roles", 50
    labels = {"name": gettext_lazy("Name"), "permissions": gettext_lazy("May do")}
    shape = Record(
        {
            "role": Text(30, "[a-z0-9_-]+"),
            "name": Text(60),
            "permissions": ListOf(OneOf(lambda: [permission.code for permission in permissions()])),
        },
        needed=("role", "permissions"),
    )

    def items(self) -> Mapping[int, Said]:
        """Ready roles by their code, those that managers have made with their name too."""
        return {role.pk: self._says(role) for role in all_roles()}

    def called(self, says: Said, language: str) -> str:
        """The label of a ready role, the name of another."""
        return str(READY_ROLES.get(says["role"]) or says.get("name") or says["role"])

    def likeness(self, here: Said, wanted: Said) -> int:
        """Roles are the same by their code."""
        return int(here["role"] == wanted["role"])

    def merged(self, here: Said, wanted: Said) -> Said:
        """The permissions are those of the file, without regard to their order."""
        return {**here, **wanted, "permissions": sorted(set(wanted["permissions"]))}

    def whole(self, wanted: Said) -> Said:
        """A new role is called by its code where the file gives no name."""
        return {"name": wanted["role"], **wanted, "permissions": sorted(set(wanted["permissions"]))}

    def objection(self, here: Said, wanted: Said) -> str:
        """The name of a ready role is not the firm's."""
        renamed = here and "name" in wanted.keys() - here.keys()
        return _("This role came with the product and keeps its name. Leave the name out.") if renamed else ""

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """Give and take by the ordinary verb: nobody is left without an administrator, and the change stands in the log of roles."""
        role = Role.objects.get(pk=key) if key else Role.objects.create(code=says["role"], name=says["name"])
        now, then = set(role.permissions.values_list("permission", flat=True)), set(says["permissions"])
        change_role(role=role, give=then - now, take=now - then, actor=actor, name=says.get("name"), reason=_("By a file of settings"))
        return role.pk

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Remove a role that nobody has been given yet."""
        remove_role(role=Role.objects.get(pk=key), actor=actor)

    def in_words(self, name: str, value: Any, language: str) -> str:
        """A permission as managers read it."""
        return next((str(permission.label) for permission in permissions() if permission.code == value), str(value))

    def _says(self, role: Role) -> Said:
        named = {} if role.code in READY_ROLES else {"name": role.name}
        return {"role": role.code, **named, "permissions": sorted(role.permissions.values_list("permission", flat=True))}


class SharedViews(Section):
    """The views of lists that everybody sees. One that names a person or a row of this installation alone is left out and said."""

    name, label, permission, order = "views", gettext_lazy("Views of lists that everybody sees"), SHARE_VIEWS, 60
    labels = {"shows": gettext_lazy("Shows")}
    shape = Record(
        {"list": OneOf(lambda: known_lists()), "name": Text(40), "shows": ListOf(Text(400, "[^=]+=.*"))}, needed=("list", "name", "shows")
    )

    def items(self) -> Mapping[int, Said]:
        """Each with what it shows, in words that mean the same elsewhere."""
        found = {view: words_of_query(view.list_name, view.query) for view in self._views()}
        return {view.pk: {"list": view.list_name, "name": view.name, "shows": words} for view, words in found.items() if words is not None}

    def left_out(self) -> list[str]:
        """The views that stay here."""
        return [view.name for view in self._views() if words_of_query(view.list_name, view.query) is None]

    def called(self, says: Said, language: str) -> str:
        """Its name."""
        return str(says["name"])

    def likeness(self, here: Said, wanted: Said) -> int:
        """The same name in the same list."""
        return int(here["list"] == wanted["list"] and here["name"].casefold() == wanted["name"].casefold())

    def merged(self, here: Said, wanted: Said) -> Said:
        """It shows what the file says."""
        return {**here, "shows": wanted["shows"]}

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """Whoever brings the file in owns the views that are new."""
        query = query_from_words(says["list"], says["shows"])
        if key is None:
            everybody = SavedView.Audience.EVERYONE
            return save_view(owner=actor, list_name=says["list"], name=says["name"], shared_with=everybody, query=query).pk
        change_view_query(view=SavedView.objects.get(pk=key), query=query)
        return key

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Take the view away; it can be put back."""
        remove_view(view=SavedView.objects.get(pk=key))

    def _views(self) -> list[SavedView]:
        return list(SavedView.objects.kept().filter(audience=SavedView.Audience.EVERYONE).order_by("list_name", "name", "pk"))


def known_lists() -> list[str]:
    """Every list of the product; they are known once the views are."""
    get_resolver().url_patterns  # noqa: B018 - asking for the addresses loads the views
    return sorted({kind.name for kind in _kinds_of(List) if hasattr(kind, "name")})


def _kinds_of(kind: type[List]) -> Iterator[type[List]]:
    """The lists that are made of one, and of those; what several share has no name."""
    for below in kind.__subclasses__():
        yield below
        yield from _kinds_of(below)


SECTIONS = [Roles(), SharedViews()]
