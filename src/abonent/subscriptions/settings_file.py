"""Why subscribers stop, in the file of settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.kit.settings_file import Said, Section
from abonent.kit.shapes import Names, OneOf, Record, YesNo
from abonent.subscriptions.models import StopReason
from abonent.subscriptions.models.cancellation import KINDS, OTHER
from abonent.subscriptions.operations.stop_reasons import free_code


class StopReasons(Section):
    """What is chosen when a subscription ends, and what it counts as."""

    name, label, permission, order = "stop_reasons", gettext_lazy("Reasons for stopping"), "subscriptions.rule", 42
    labels = {"name": gettext_lazy("Name"), "kind": gettext_lazy("Counts as"), "in_use": gettext_lazy("Offered to be chosen")}
    shape = Record({"name": Names(), "kind": OneOf(lambda: [code for code, _label in KINDS]), "in_use": YesNo()}, needed=("name",))

    def items(self) -> Mapping[str, Said]:
        """Every reason by its code, those not offered any more too."""
        return {
            reason.pk: {"name": reason.name, "kind": reason.kind, "in_use": not reason.retired}
            for reason in StopReason.objects.order_by("code")
        }

    def whole(self, wanted: Said) -> Said:
        """A new one counts as something else, and is offered."""
        return {"kind": OTHER, "in_use": True, **wanted}

    def write(self, key: str | None, says: Said, *, actor: StaffUser, today: date) -> str:
        """The reason; a new one gets a code of its own."""
        reason = StopReason.objects.select_for_update().get(pk=key) if key else StopReason(code=free_code(says["name"]))
        reason.name, reason.kind, reason.retired = says["name"], says["kind"], not says["in_use"]
        reason.save()
        return reason.pk

    def withdraw(self, key: str, *, actor: StaffUser, today: date) -> None:
        """Offer it no more."""
        reason = StopReason.objects.select_for_update().get(pk=key)
        reason.retired = True
        reason.save()

    def in_words(self, name: str, value: Any, language: str) -> str:
        """What it counts as by its name."""
        return str(dict(KINDS)[value]) if name == "kind" else str(value)


SECTIONS = [StopReasons()]
