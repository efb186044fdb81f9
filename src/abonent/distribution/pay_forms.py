"""What is typed about the rates by which carriers are paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.catalog.fields import AmountField, RowField, WeekdaysField
from abonent.distribution.models.pay import RATED
from abonent.distribution.operations.pay import Rate
from abonent.distribution.queries import visible_routes
from abonent.ui.inputs import FormWithDays, TypedDayField

HIGHEST_RATE = Decimal(100_000)


class PayRateForm(FormWithDays):
    """For what, for which route, on which weekdays, how much, from which day on."""

    basis = forms.ChoiceField(label=gettext_lazy("Paid for"), choices=RATED)
    entity = RowField(label=gettext_lazy("Company"))
    route = RowField(label=gettext_lazy("Route"), required=False, empty_label=gettext_lazy("all without a rate of their own"))
    weekdays = WeekdaysField(label=gettext_lazy("On"), initial=127)
    amount = AmountField(
        label=pgettext_lazy("pay", "Rate"),
        min_value=Decimal(0),
        max_value=HIGHEST_RATE,
        required=False,
        help_text=gettext_lazy("In the currency of the company. Left empty, nothing is paid for it any more."),
    )
    begins = TypedDayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].offer(viewer.entities.order_by("name"))  # type: ignore[attr-defined]
        self.fields["route"].offer(visible_routes(viewer).order_by("sorts_as"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The route is of the company."""
        cleaned = super().clean() or {}
        route, entity = cleaned.get("route"), cleaned.get("entity")
        if route and entity and route.entity_id != entity.pk:
            self.add_error("route", _("This route is of another company."))
        return cleaned

    @property
    def rate(self) -> Rate:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        return Rate(said["basis"], said["weekdays"], said["amount"])
