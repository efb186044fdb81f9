"""The kind of business, and with it the parts of the product that are on, in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.company.operations import choose_business
from abonent.company.parts import KINDS
from abonent.company.queries import kind_of_business
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import OneOf, Record


class Business(Section):
    """Which kind of business this is."""

    name, label, permission, order, single = "business", gettext_lazy("Kind of business"), "company.set_up", 5, True
    labels = {"kind": gettext_lazy("Kind of business")}
    shape = Record({"kind": OneOf(lambda: [code for code, _label in KINDS])}, needed=("kind",))

    def items(self) -> Mapping[int, Said]:
        """The one kind."""
        return {1: {"kind": kind_of_business()}}

    def called(self, says: Said, language: str) -> str:
        """It is one for the installation."""
        return str(self.label)

    def likeness(self, here: Said, wanted: Said) -> int:
        """There is only one."""
        return 1

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """Choose it: parts that are foreign to it are off from now on."""
        choose_business(kind=says["kind"], actor=actor)
        return 1

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """It is never added: there always is one."""

    def in_words(self, name: str, value: Any, language: str) -> str:
        """The kind by its name."""
        return str(dict(KINDS)[value])


SECTIONS = [Business()]
