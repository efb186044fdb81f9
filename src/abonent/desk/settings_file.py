"""Tabs, fields and menu as roles are shown them in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.arranging import CUSTOMER_FIELDS
from abonent.access.models import Arrangement, Role, StaffUser
from abonent.access.role_queries import all_roles
from abonent.customers.view_words import own_field_words
from abonent.desk.logo_settings import Logos
from abonent.desk.operations.arranging import write_arrangement
from abonent.desk.surfaces import SURFACES, surface_called
from abonent.kit.refusals import Refusal
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import ListOf, OneOf, Record, Text

EVERYBODY = "everybody"


class CannotArrangeHere(Refusal):
    """An arrangement of something that is not here."""

    sentences = {
        "arrange.unknown": gettext_lazy("“%(said)s” is not here. Add it first, or take it out of the file."),
        "arrange.no_role": gettext_lazy("There is no role “%(said)s” here. Add it first, or take it out of the file."),
    }


class Arrangements(Section):
    """What a role, or everybody, is shown of a surface, and in which places; own fields by their names."""

    name, label, permission, order = "arrangements", gettext_lazy("Tabs, fields and menu"), "desk.adapt", 70
    labels = {"places": gettext_lazy("Order"), "hidden": gettext_lazy("Hidden")}
    shape = Record(
        {
            "surface": OneOf(lambda: [surface.name for surface in SURFACES]),
            "role": Text(30),
            "places": ListOf(Text(80)),
            "hidden": ListOf(Text(80)),
        },
        needed=("surface", "role"),
    )

    def items(self) -> Mapping[int, Said]:
        """By surface, everybody first, then the roles in their order."""
        ranks = {role.pk: number for number, role in enumerate(all_roles(), start=1)}
        rows = Arrangement.objects.select_related("role")
        ordered = sorted(rows, key=lambda row: (row.surface, ranks.get(row.role_id or 0, 0)))
        return {row.pk: self._says(row) for row in ordered}

    def called(self, says: Said, language: str) -> str:
        """The surface, and for whom."""
        surface = surface_called(says["surface"])
        role = Role.objects.filter(code=says["role"]).first()
        whom = _("Everybody") if says["role"] == EVERYBODY else role.label if role else says["role"]
        return f"{surface.label if surface else says['surface']}: {whom}"

    def likeness(self, here: Said, wanted: Said) -> int:
        """The same surface for the same role."""
        return int((here["surface"], here["role"]) == (wanted["surface"], wanted["role"]))

    def merged(self, here: Said, wanted: Said) -> Said:
        """The order of what is hidden means nothing."""
        after = {**here, **wanted}
        return {**after, "hidden": sorted(after["hidden"])}

    def whole(self, wanted: Said) -> Said:
        """In the order of the product, nothing hidden."""
        return {"places": [], **wanted, "hidden": sorted(wanted.get("hidden", []))}

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """The arrangement, of things that are here."""
        role = None if says["role"] == EVERYBODY else Role.objects.filter(code=says["role"]).first()
        if role is None and says["role"] != EVERYBODY:
            raise CannotArrangeHere("arrange.no_role", said=says["role"])
        own = {word: name for name, word in own_field_words().items()}
        surface = surface_called(says["surface"])
        known = {thing.name for thing in surface.things()} | set(own.values()) if surface else set()
        names = {part: [own.get(word, word) for word in says[part]] for part in ("places", "hidden")}
        for name in [*names["places"], *names["hidden"]]:
            if name not in known:
                raise CannotArrangeHere("arrange.unknown", said=name)
        write_arrangement(surface=says["surface"], role=role, says={**names, "hidden": sorted(names["hidden"])})
        return Arrangement.objects.get(surface=says["surface"], role=role).pk

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Show what is declared again."""
        row = Arrangement.objects.select_related("role").get(pk=key)
        write_arrangement(surface=row.surface, role=row.role, says=None)

    def in_words(self, name: str, value: Any, language: str) -> str:
        """A thing as it is called on the screen."""
        labels = {thing.name: str(thing.label) for surface in SURFACES for thing in surface.things()}
        return labels.get(value, str(value).removeprefix("own:"))

    def _says(self, row: Arrangement) -> Said:
        surface = surface_called(row.surface)
        own = own_field_words() if row.surface == CUSTOMER_FIELDS else {}
        known = {thing.name for thing in surface.things()} | own.keys() if surface else set()
        said = {part: [own.get(name, name) for name in getattr(row, part) if name in known] for part in ("places", "hidden")}
        return {"surface": row.surface, "role": row.role.code if row.role else EVERYBODY, **said, "hidden": sorted(said["hidden"])}


SECTIONS = [Logos(), Arrangements()]
