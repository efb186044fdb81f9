"""What is typed of subscriber gifts: what is given with an order, to whom and where; and what promotions promise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import RowField
from abonent.catalog.promotion_queries import visible_promotions
from abonent.customers.entries import CannotRead, Door
from abonent.customers.fields import CustomerField
from abonent.stock.models import StockItem
from abonent.stock.queries import items_to_give, visible_items
from abonent.subscriptions.line_form import CHOOSE
from abonent.subscriptions.operations.premiums import OrderedPremium
from abonent.subscriptions.rules.address_line import read_address_line


class ItemField(RowField):
    """An item that can be given, with how many are free."""

    def offer(self, rows: Any) -> None:
        """Let one of these be chosen."""
        super().offer(rows)
        self.choices = [(key, _said(item)) for key, item in self.rows.items()]


def _said(item: StockItem) -> str:
    return _("%(item)s, %(free)s free") % {"item": str(item), "free": max(item.balance.free, 0)}


class PremiumForm(forms.Form):
    """One subscriber gift: what, to whom if not to the subscriber, and where if not where he lives.

    `entity` is the company whose stock it comes from, `country` where an address lies that does not say so.
    """

    item = ItemField(label=gettext_lazy("Subscriber gift"))
    receiver = CustomerField(label=gettext_lazy("Receiver, if another"), required=False, error_messages=CHOOSE)
    address = forms.CharField(
        label=gettext_lazy("Address, if another"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In one line: Sandvägen 3, 871 40 Norrvik."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, viewer: StaffUser, today: Any, entity: int, country: str, number: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": f"premium-{number}", **kwargs})
        self.number, self.country = number, country
        self.fields["receiver"].viewer, self.fields["receiver"].today = viewer, today  # type: ignore[attr-defined]
        self.fields["item"].offer(items_to_give(viewer, entity))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An address that can be read; `door` is it."""
        said = super().clean() or self.cleaned_data
        typed, receiver = said.get("address", ""), said.get("receiver")
        line = read_address_line(typed)
        if typed and line is None:
            self.add_error("address", _("Write street, postal code and town with a comma between: Sandvägen 3, 871 40 Norrvik."))
        if line is None:
            return said
        country = (receiver.country if receiver else "") or self.country
        try:
            said["door"] = Door.read(country=country, code=line.postal_code, town=line.town, street_line=line.street_line)
        except CannotRead as refusal:
            self.add_error("address", str(refusal))
        return said

    @property
    def ordered(self) -> OrderedPremium:
        """What is given, once the form is valid."""
        said = self.cleaned_data
        return OrderedPremium(item=said["item"], receiver=said["receiver"], to=said.get("door"))


class PromisedPremiumForm(forms.Form):
    """Which item a promotion promises."""

    promotion = RowField(label=gettext_lazy("Promotion"))
    item = RowField(label=gettext_lazy("Subscriber gift"))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promotion"].offer(visible_promotions(viewer).order_by("-pk"))  # type: ignore[attr-defined]
        self.fields["item"].offer(visible_items(viewer).filter(retired=False).order_by("number"))  # type: ignore[attr-defined]
