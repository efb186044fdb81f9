"""The logos of companies in the file of settings: the picture itself, so that it needs nothing beside it."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.company.logos import harmless_logo, kept_logo
from abonent.desk.operations.companies import bear_logo
from abonent.kit.refusals import Refusal
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import Record, Text
from abonent.organisation.models import LegalEntity

# A logo as it is kept, in base64.
LONGEST = 4 * 1024 * 1024


class CannotGiveLogo(Refusal):
    """A logo of a company that is not here."""

    sentences = {
        "logo.no_company": gettext_lazy("There is no company %(name)s here. Write the name of one that is here."),
        "logo.not_base64": gettext_lazy("The picture is not written in base64. Download the file again where the logo is set up."),
    }


class Logos(Section):
    """The logo of each company that has one; a company is known by its name."""

    name, label, permission, order = "logos", gettext_lazy("Logos"), "company.set_up", 6
    labels = {"company": gettext_lazy("Company"), "picture": gettext_lazy("Picture")}
    shape = Record({"company": Text(120), "picture": Text(LONGEST)}, needed=("company", "picture"))

    def items(self) -> Mapping[int, Said]:
        """Company by company."""
        having = LegalEntity.objects.exclude(logo=None).select_related("logo").order_by("name", "pk")
        return {entity.pk: {"company": entity.name, "picture": _picture(entity)} for entity in having}

    def called(self, says: Said, language: str) -> str:
        """The company."""
        return str(says["company"])

    def likeness(self, here: Said, wanted: Said) -> int:
        """The logo of the same company."""
        return int(here["company"].casefold() == wanted["company"].casefold())

    def merged(self, here: Said, wanted: Said) -> Said:
        """The picture as it would be kept: a file that was brought in before is nothing new."""
        return {**here, "picture": _as_kept(wanted["picture"])}

    def whole(self, wanted: Said) -> Said:
        """The picture as it would be kept."""
        return {**wanted, "picture": _as_kept(wanted["picture"])}

    def objection(self, here: Said, wanted: Said) -> str:
        """What hinders the picture from being a logo."""
        try:
            harmless_logo(_content(wanted["picture"]))
        except Refusal as refusal:
            return str(refusal)
        return "" if here or _called(wanted["company"]) else str(CannotGiveLogo("logo.no_company", name=wanted["company"]))

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """Use the logo."""
        entity = LegalEntity.objects.filter(pk=key).first() if key else _called(says["company"])
        if entity is None:
            raise CannotGiveLogo("logo.no_company", name=says["company"])
        bear_logo(entity=entity, logo=harmless_logo(_content(says["picture"])))
        return entity.pk

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Use none again."""
        bear_logo(entity=LegalEntity.objects.get(pk=key), logo=None)

    def in_words(self, name: str, value: Any, language: str) -> str:
        """How large the picture is; nobody reads it letter by letter."""
        return _("a picture of %(size)s") % {"size": filesizeformat(len(value) * 3 // 4)} if name == "picture" else str(value)


def _called(name: str) -> LegalEntity | None:
    return LegalEntity.objects.filter(name__iexact=name).first()


def _as_kept(picture: str) -> str:
    """The picture made harmless; one that cannot be stays as it is, to be objected to."""
    try:
        return b64encode(harmless_logo(_content(picture)).content).decode()
    except Refusal:
        return picture


def _picture(entity: LegalEntity) -> str:
    return b64encode(kept_logo(entity.logo).content).decode() if entity.logo else ""


def _content(picture: str) -> bytes:
    try:
        return b64decode(picture, validate=True)
    except (binascii.Error, ValueError):
        raise CannotGiveLogo("logo.not_base64") from None
