"""What was invoiced in a month, by day, product, unit, VAT class, company, channel or seller; the sums are those of the journal."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.billing.deferred import Month
from abonent.billing.rules.channel_words import CHANNELS
from abonent.kit import statements
from abonent.kit.names import name_in
from abonent.ui import wording
from abonent.ui.lists.reader import Reader

DAY, PRODUCT, UNIT, VAT, COMPANY, CHANNEL, SELLER = "day", "product", "unit", "vat", "company", "channel", "seller"
GROUPINGS = {
    DAY: gettext_lazy("By day"),
    PRODUCT: gettext_lazy("By product"),
    UNIT: gettext_lazy("By unit"),
    VAT: gettext_lazy("By VAT class"),
    COMPANY: gettext_lazy("By company"),
    CHANNEL: gettext_lazy("By way of sending"),
    SELLER: gettext_lazy("By seller"),
}


# What stands where a line has none of what it is grouped by.
UNNAMED = {PRODUCT: gettext_lazy("No product"), UNIT: gettext_lazy("Without a unit"), SELLER: gettext_lazy("Sold by nobody in particular")}


@dataclass(frozen=True)
class Invoiced:
    """What documents of one group come to; `rounding` is of whole documents, so it stands by itself where lines are grouped."""

    label: str
    href: str
    currency: str
    documents: int
    net: Decimal
    vat: Decimal
    rounding: Decimal

    @property
    def total(self) -> Decimal:
        """What the payers owe for it."""
        return self.net + self.vat + self.rounding


def invoiced_by(grouping: str, month: Month, *, viewer: StaffUser, reader: Reader) -> list[Invoiced]:
    """The documents of a month that the viewer sees, summed by what they are grouped by."""
    asked = {"by": grouping, "first": month.first, "until": month.next, "viewer": viewer.pk, "everybody": viewer.sees_everybody}
    rows = statements.rows("billing/invoiced_by_seller" if grouping == SELLER else "billing/invoiced_by", **asked)
    return [
        Invoiced(
            _label(row, grouping, reader), _documents(row, grouping, month), row.currency, row.documents, row.net, row.vat, row.rounding
        )
        for row in rows
    ]


def sums_of(rows: list[Invoiced]) -> list[Invoiced]:
    """One for each currency; a document of several groups is in each of them, so that documents are not summed."""
    found: dict[str, Invoiced] = {}
    for row in rows:
        sum_so_far = found.get(row.currency, Invoiced("", "", row.currency, 0, Decimal(0), Decimal(0), Decimal(0)))
        found[row.currency] = Invoiced(
            "", "", row.currency, 0, sum_so_far.net + row.net, sum_so_far.vat + row.vat, sum_so_far.rounding + row.rounding
        )
    return list(found.values())


def _label(row: Any, grouping: str, reader: Reader) -> str:
    if row.is_rounding:
        return _("Rounding")
    if grouping == DAY:
        return wording.day(row.day, reader.today, reader.language)
    if grouping == CHANNEL:
        return str(CHANNELS.get(row.code, row.code))
    named = json.loads(row.name)
    name = named if isinstance(named, str) else name_in(named, reader.language)
    if grouping == VAT:
        return f"{name} {wording.percent(row.rate, reader.language, decimals=0 if (row.rate * 100) % 1 == 0 else 1)}"
    return name or str(UNNAMED.get(grouping, ""))


def _documents(row: Any, grouping: str, month: Month) -> str:
    """The list of the documents behind a row."""
    said: dict[str, Any] = {"issued_from": month.first, "issued_to": month.last}
    if grouping == DAY:
        said = {"issued_from": row.day, "issued_to": row.day}
    elif row.code:
        said[grouping] = row.code
    return f"{reverse('billing:list')}?{urlencode(said)}" if row.code or grouping == DAY else ""
