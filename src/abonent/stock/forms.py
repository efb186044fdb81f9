"""What is typed about items: what there is, what came, what is lost, what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import AmountField, RowField
from abonent.stock.models import StockItem
from abonent.stock.models.item import MOST_PIECES
from abonent.stock.operations import ItemDescription, Receipt, WriteOff
from abonent.ui.inputs import CountField, FormWithDays, TypedDayField
from abonent.ui.named_form import NamedForm


class PiecesField(CountField):
    """A number of pieces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"most": MOST_PIECES, **kwargs})


class ItemForm(NamedForm):
    """An item, new or as it is; the company of one that is there stays."""

    entity = RowField(label=gettext_lazy("Company"))
    number = forms.RegexField(
        "^[-a-zA-Z0-9]+$",
        label=gettext_lazy("Item number"),
        max_length=20,
        help_text=gettext_lazy("Letters without accents, figures and -: UMBRELLA-1."),
        error_messages={"invalid": gettext_lazy("Write letters without accents, figures and - only.")},
    )
    reorder_level = PiecesField(
        label=gettext_lazy("Reorder level"), initial=0, help_text=gettext_lazy("At so many free pieces it is to be ordered.")
    )
    reorder_pieces = PiecesField(label=gettext_lazy("Pieces at a time"), initial=0, help_text=gettext_lazy("How many are ordered then."))
    retired = forms.BooleanField(
        label=gettext_lazy("Not given out any more"), required=False, help_text=gettext_lazy("What is left is still counted and sent.")
    )

    def __init__(self, *args: Any, viewer: StaffUser, item: StockItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        if item:
            del self.fields["entity"]

    @property
    def described(self) -> ItemDescription:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        return ItemDescription(**{name: said[name] for name in ("number", "name", "reorder_level", "reorder_pieces", "retired")})


class ReceiptForm(FormWithDays):
    """Pieces that came in."""

    pieces = PiecesField(label=gettext_lazy("Pieces"), least=1)
    unit_cost = AmountField(label=gettext_lazy("Cost of one"), min_value=0, help_text=gettext_lazy("Without VAT."))
    moved_on = TypedDayField(label=pgettext_lazy("day", "Came on"))
    remark = forms.CharField(
        label=gettext_lazy("Note"), max_length=200, required=False, help_text=gettext_lazy("Supplier and delivery note, for example.")
    )

    @property
    def asked(self) -> Receipt:
        """What is asked, once the form is valid."""
        return Receipt(**self.cleaned_data)


class WriteOffForm(FormWithDays):
    """Pieces that are lost or spoilt."""

    pieces = PiecesField(label=gettext_lazy("Pieces"), least=1)
    moved_on = TypedDayField(label=pgettext_lazy("day", "On"))
    remark = forms.CharField(label=gettext_lazy("Why"), max_length=200)

    @property
    def asked(self) -> WriteOff:
        """What is asked, once the form is valid."""
        return WriteOff(**self.cleaned_data)


class StocktakeForm(forms.Form):
    """How many pieces of each item were counted; what is left empty was not."""

    def __init__(self, *args: Any, items: Sequence[StockItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"item-{item.pk}": item for item in items}
        for name, item in self.items.items():
            label = _("Counted of %(item)s") % {"item": f"{item}, {item.number}"}
            self.fields[name] = PiecesField(label=label, required=False)

    @cached_property
    def lines(self) -> list[tuple[StockItem, forms.BoundField]]:
        """Each item beside its field, for the template."""
        return [(item, self[name]) for name, item in self.items.items()]

    @property
    def counted(self) -> dict[StockItem, int]:
        """What was counted, once the form is valid."""
        return {item: self.cleaned_data[name] for name, item in self.items.items() if self.cleaned_data[name] is not None}
