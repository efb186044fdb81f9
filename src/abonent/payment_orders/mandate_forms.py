"""What is typed of how a payer pays, and of what he lets us take."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.models import Mandate, PaymentMethod
from abonent.ui.inputs import TypedDayField


class MethodForm(forms.Form):
    """How a payer usually pays."""

    method = forms.ChoiceField(label=gettext_lazy("Pays by"), choices=PaymentMethod.choices)


class ItemMethodForm(forms.Form):
    """How one item is paid."""

    method = forms.ChoiceField(
        label=gettext_lazy("Is paid by"), choices=[("", gettext_lazy("as the payer usually pays")), *PaymentMethod.choices], required=False
    )


class MandateForm(forms.Form):
    """A mandate that a payer has signed."""

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=gettext_lazy("Company"), empty_label=None)
    scheme = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Mandate.Scheme.choices)
    account = forms.CharField(
        label=gettext_lazy("From account"),
        max_length=50,
        help_text=gettext_lazy("SEPA: the IBAN. Autogiro: clearing number, comma, account."),
    )
    signed_on = TypedDayField(label=gettext_lazy("Signed"))

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].today = today  # type: ignore[attr-defined]
        self.fields["entity"].queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
