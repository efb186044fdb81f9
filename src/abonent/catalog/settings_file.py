"""The statuses that a customer may have with a product, and the price groups, in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max, ProtectedError
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.models import PriceGroup, ProductStatus
from abonent.catalog.operations.price_groups import CannotGroup
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import Names, OneOf, Record, Text, YesNo
from abonent.organisation.models import LegalEntity


class ProductStatuses(Section):
    """What a customer may be to a product, in the order in which it is offered."""

    name, label, permission, order = "product_statuses", gettext_lazy("Statuses with a product"), "catalog.change", 40
    labels = {
        "name": gettext_lazy("Name"),
        "tone": gettext_lazy("Colour"),
        "means_bought": gettext_lazy("Tells of a buyer"),
        "in_use": gettext_lazy("Offered to be chosen"),
    }
    shape = Record(
        {"name": Names(), "tone": OneOf(lambda: list(ProductStatus.Tone.values)), "means_bought": YesNo(), "in_use": YesNo()},
        needed=("name",),
    )

    def items(self) -> Mapping[int, Said]:
        """Every status, those not offered any more too."""
        return {
            status.pk: {"name": status.name, "tone": status.tone, "means_bought": status.means_bought, "in_use": not status.retired}
            for status in ProductStatus.objects.order_by("ordinal", "pk")
        }

    def whole(self, wanted: Said) -> Said:
        """A new one is grey, offered, and tells of no buyer."""
        return {"tone": ProductStatus.Tone.PLAIN.value, "means_bought": False, "in_use": True, **wanted}

    def write(self, key: int | None, says: Said, *, actor: StaffUser, today: date) -> int:
        """The status; a new one stands behind the others."""
        if key is None:
            latest = ProductStatus.objects.aggregate(latest=Max("ordinal"))["latest"] or 0
            status = ProductStatus(ordinal=latest + 1)
        else:
            status = ProductStatus.objects.select_for_update().get(pk=key)
        status.name, status.tone = says["name"], says["tone"]
        status.means_bought, status.retired = says["means_bought"], not says["in_use"]
        status.save()
        return status.pk

    def withdraw(self, key: int, *, actor: StaffUser, today: date) -> None:
        """Offer it no more."""
        status = ProductStatus.objects.select_for_update().get(pk=key)
        status.retired = True
        status.save()

    def in_words(self, name: str, value: Any, language: str) -> str:
        """Colours by their names."""
        return str(dict(ProductStatus.Tone.choices)[value]) if name == "tone" else str(value)


class PriceGroups(Section):
    """The groups of customers who pay prices of their own, by company and code; who is in them and what they pay stays here."""

    name, label, permission, order = "price_groups", gettext_lazy("Price groups"), "catalog.price", 41
    labels = {"name": gettext_lazy("Name")}
    shape = Record({"company": Text(40), "code": Text(20, "[-a-zA-Z0-9_]+"), "name": Names()}, needed=("company", "code", "name"))

    def items(self) -> Mapping[int, Said]:
        """Every group, company by company."""
        groups = PriceGroup.objects.select_related("entity").order_by("entity__code", "code")
        return {group.pk: {"company": group.entity.code, "code": group.code, "name": group.name} for group in groups}

    def likeness(self, here: Said, wanted: Said) -> int:
        """The same code of the same company."""
        return int((here["company"], here["code"]) == (wanted["company"], wanted["code"]))

    def write(self, key: int | None, says: Said, *, actor: StaffUser | None, today: date) -> int:
        """The group, of a company that whoever brings the file in works for."""
        companies = LegalEntity.objects.all() if actor is None else actor.entities.all()
        company = companies.filter(code=says["company"]).first()
        if company is None:
            raise CannotGroup("price_group.no_company", said=says["company"])
        group = PriceGroup.objects.select_for_update().get(pk=key) if key else PriceGroup(entity=company, code=says["code"])
        group.name = says["name"]
        group.save()
        return group.pk

    def withdraw(self, key: int, *, actor: StaffUser | None, today: date) -> None:
        """Take it away; one that has customers, prices or discounts by now stays."""
        group = PriceGroup.objects.select_for_update().get(pk=key)
        if group.members.exists():
            return
        try:
            group.delete()
        except ProtectedError:
            return


SECTIONS = [ProductStatuses(), PriceGroups()]
