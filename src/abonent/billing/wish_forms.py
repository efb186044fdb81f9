"""What is typed of a payer's wish and of a company's limit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.billing.models import InvoiceWish
from abonent.catalog.fields import PercentField


class InvoiceWishForm(forms.Form):
    """On how many invoices a payer wants what is due at once."""

    apart_by = forms.ChoiceField(
        label=_("What is due at once stands on"),
        widget=forms.RadioSelect,
        help_text=_("Prices with VAT and prices without it never stand on one invoice."),
    )

    def __init__(self, *args: Any, has_subscriptions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_subscriptions = (InvoiceWish.SUBSCRIPTION, InvoiceWish.REFERENCE)
        offered = [wish for wish in InvoiceWish.WISHES if has_subscriptions or wish[0] not in of_subscriptions]
        self.fields["apart_by"].choices = offered  # type: ignore[attr-defined]


class BillingRuleForm(forms.Form):
    """From how large a change on invoices are looked at."""

    changed_percent = PercentField(
        label=_("Look at what changed by more than, percent"),
        min_value=Decimal(0),
        max_value=Decimal(999),
        least_decimals=0,
        help_text=_("Of the latest invoice of the same payer. It counts for plans to come."),
    )
