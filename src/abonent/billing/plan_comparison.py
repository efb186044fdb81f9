"""A billing plan beside the plan of the run before: by product, by way of sending, by VAT class."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.billing.rules.channel_words import CHANNELS
from abonent.kit import statements
from abonent.kit.names import name_in
from abonent.runs.models import Run

PRODUCT, CHANNEL, VAT = "product", "channel", "vat"
GROUPINGS = {PRODUCT: gettext_lazy("By product"), CHANNEL: gettext_lazy("By way of sending"), VAT: gettext_lazy("By VAT class")}


@dataclass(frozen=True)
class Compared:
    """What a group comes to without VAT in a plan and in the one before it."""

    label: str
    currency: str
    documents: int
    documents_before: int
    net: Decimal
    net_before: Decimal

    @property
    def change(self) -> float | None:
        """By which share it differs; None where there was nothing before."""
        return float((self.net - self.net_before) / abs(self.net_before)) if self.net_before else None


def compared(run: Run, before: Run | None, grouping: str, *, language: str) -> list[Compared]:
    """The groups of a plan, the largest first; what is held back is in neither."""
    rows = statements.rows("billing/plan_compared", run=run.pk, before=before.pk if before else None, by=grouping)
    return [
        Compared(_label(row, grouping, language), row.currency, row.documents, row.documents_before, row.net, row.net_before)
        for row in rows
    ]


def _label(row: Any, grouping: str, language: str) -> str:
    if grouping == CHANNEL:
        return str(CHANNELS.get(row.code, row.code))
    return name_in(json.loads(row.name), language) or row.code or _("No product")
