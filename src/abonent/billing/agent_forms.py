"""What is typed about the terms on which an agent works."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from abonent.access.models import StaffUser
from abonent.billing.models.commission import EARNED, PAID
from abonent.billing.operations.commission import AskedCommission
from abonent.catalog.fields import PercentField, RowField
from abonent.catalog.models import Product
from abonent.subscriptions.models import Agent
from abonent.ui.inputs import AmountField, FormWithDays, TypedDayField


class CommissionForm(FormWithDays):
    """Of what an agent keeps or gets how much, from which day on."""

    entity = RowField(label=gettext_lazy("Company"))
    product = RowField(
        label=gettext_lazy("Product"),
        required=False,
        empty_label=gettext_lazy("all without terms of their own"),
    )
    percent = PercentField(
        label=gettext_lazy("Commission, percent"), required=False, min_value=0, max_value=100, help_text=gettext_lazy("Of what is sold.")
    )
    per_copy = AmountField(
        label=gettext_lazy("Or for each copy"),
        required=False,
        help_text=gettext_lazy("An amount for each copy of a term, in the currency of the company."),
    )
    per_order = AmountField(
        label=gettext_lazy("Or for each new order"), required=False, help_text=gettext_lazy("Once, with its first term.")
    )
    from_on = TypedDayField(
        label=pgettext_lazy("day", "From"), help_text=gettext_lazy("Terms of subscriptions that begin from this day on.")
    )
    earned = forms.ChoiceField(label=pgettext_lazy("commission", "Earned"), choices=EARNED)

    def __init__(self, *args: Any, viewer: StaffUser, agent: Agent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = viewer.entities.order_by("name")
        self.fields["entity"].offer(companies)  # type: ignore[attr-defined]
        self.fields["product"].offer(Product.objects.filter(entity__in=companies).order_by("code"))  # type: ignore[attr-defined]
        if agent.pays:
            # Who pays us keeps it as he is billed.
            del self.fields["earned"]

    @property
    def asked(self) -> AskedCommission:
        """What is asked, once the form is valid."""
        said = self.cleaned_data
        return AskedCommission(
            entity=said["entity"],
            product=said["product"],
            from_on=said["from_on"],
            percent=Decimal(said["percent"] or 0),
            per_copy=Decimal(said["per_copy"] or 0),
            per_order=Decimal(said["per_order"] or 0),
            earned=said.get("earned", PAID),
        )
