"""The statuses that a customer may have with a product in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.models import ProductStatus
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import Names, OneOf, Record, YesNo


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


SECTIONS = [ProductStatuses()]
