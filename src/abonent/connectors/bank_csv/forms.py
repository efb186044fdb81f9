"""The form of a mapping: how the table is written, and which header is which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.connectors.bank_csv.layout import COLUMNS, DAY_ORDERS, DECIMAL_SIGNS, DELIMITERS, ENCODINGS, Layout

COLUMN = "column_"


class MappingForm(forms.Form):
    """A mapping. `headers` are those of the file at hand; a header that was chosen before stays a choice."""

    delimiter = forms.ChoiceField(label=gettext_lazy("Columns are parted by"), choices=list(DELIMITERS.items()))
    encoding = forms.ChoiceField(label=gettext_lazy("Letters are written in"), choices=list(ENCODINGS.items()))
    day_order = forms.ChoiceField(label=gettext_lazy("A day is written as"), choices=list(DAY_ORDERS.items()))
    decimal_sign = forms.ChoiceField(label=gettext_lazy("Decimal sign"), choices=list(DECIMAL_SIGNS.items()))
    direction_in = forms.CharField(label=gettext_lazy("Word for money in"), max_length=40, required=False)
    payment_rows = forms.CharField(label=gettext_lazy("Kind of row that is a payment"), max_length=40, required=False)

    def __init__(self, *args: Any, headers: Sequence[str], layout: Layout, **kwargs: Any) -> None:
        said = {**asdict(layout), **{COLUMN + name: header for name, header in layout.columns.items()}}
        super().__init__(*args, **{"initial": said, **kwargs})
        chosen = [str(self.data.get(COLUMN + name, "")) for name in COLUMNS] if self.is_bound else list(layout.columns.values())
        choices = [("", "–"), *((header, header) for header in dict.fromkeys([*headers, *filter(None, chosen)]))]
        for name, label in COLUMNS.items():
            needed = name == "booked_on"
            missing = {"required": _("Choose the column of the booking day.")}
            self.fields[COLUMN + name] = forms.ChoiceField(label=label, choices=choices, required=needed, error_messages=missing)

    @property
    def written(self) -> list[forms.BoundField]:
        """How the table is written."""
        return [self[name] for name in ("delimiter", "encoding", "day_order", "decimal_sign")]

    @property
    def mapped(self) -> list[forms.BoundField]:
        """Which header is which column."""
        return [self[COLUMN + name] for name in COLUMNS]

    @property
    def words(self) -> list[forms.BoundField]:
        """Words in cells that mean something."""
        return [self["direction_in"], self["payment_rows"]]

    @property
    def layout(self) -> Layout:
        """The mapping of a valid form."""
        said = self.cleaned_data
        columns = {name: said[COLUMN + name] for name in COLUMNS if said[COLUMN + name]}
        return Layout(**{name: said[name] for name in self.base_fields}, columns=columns)

    def clean(self) -> dict[str, Any]:
        """An amount in one of the two ways, and the word for money in where there is a column for it."""
        said: dict[str, Any] = super().clean() or {}
        chosen = {name for name in COLUMNS if said.get(COLUMN + name)}
        if not chosen & {"amount", "money_in", "money_out"}:
            self.add_error(COLUMN + "amount", _("Choose the column of the amount, or those of money in and money out."))
        elif "amount" in chosen and chosen & {"money_in", "money_out"}:
            self.add_error(COLUMN + "amount", _("Either one column of amounts, or money in and money out."))
        if "direction" in chosen and not said.get("direction_in"):
            self.add_error("direction_in", _("Write the word that means money in."))
        if "row_kind" in chosen and not said.get("payment_rows"):
            self.add_error("payment_rows", _("Write the kind of row that is a payment."))
        return said
