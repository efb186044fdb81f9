"""What is typed about the terms of an outlet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.catalog.fields import PercentField, RowField
from abonent.catalog.models import PriceList
from abonent.distribution.models import Outlet
from abonent.distribution.operations.draw_settlement import AskedTerms
from abonent.ui.inputs import AmountField, FormWithDays, TypedDayField


class TermsForm(FormWithDays):
    """By which list an outlet pays from a day on, less a percent or an amount for each copy."""

    price_list = RowField(label=gettext_lazy("Price list"), help_text=gettext_lazy("Its price for one issue is what the counter takes."))
    from_on = TypedDayField(label=pgettext_lazy("day", "From"))
    percent = PercentField(
        label=gettext_lazy("Commission, percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Of the price of a copy."),
    )
    per_copy = AmountField(
        label=gettext_lazy("Or commission for a copy"),
        required=False,
        help_text=gettext_lazy("An amount off each copy, instead of a percent."),
    )

    def __init__(self, *args: Any, outlet: Outlet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_list"].offer(PriceList.objects.filter(entity=outlet.entity_id).order_by("code"))  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedTerms:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return AskedTerms(
            price_list=said["price_list"],
            from_on=said["from_on"],
            percent=Decimal(said["percent"] or 0),
            per_copy=Decimal(said["per_copy"] or 0),
        )
