"""What is typed to pay a customer back, and to say how a company does it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.company.models import BankAccount
from abonent.customers.fields import CustomerField
from abonent.organisation.models import LegalEntity
from abonent.payment_orders.formats import transfer_formats
from abonent.payment_orders.models import PaymentOrderTerms
from abonent.payment_orders.operations.terms import accounts_to_pay_from
from abonent.ui.inputs import AmountField


class RefundForm(forms.Form):
    """Who gets money back, from which company, how much."""

    customer = CustomerField(label=gettext_lazy("Customer"), help_text=gettext_lazy("Number, name, telephone or address."))
    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=gettext_lazy("Company"), empty_label=None)
    amount = AmountField(label=gettext_lazy("Amount"), required=False, help_text=gettext_lazy("Left empty: all that stands to the credit."))

    def __init__(self, *args: Any, viewer: StaffUser, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        customer, entity = self.fields["customer"], self.fields["entity"]
        customer.viewer, customer.today = viewer, today  # type: ignore[attr-defined]
        entity.queryset = viewer.entities.order_by("name")  # type: ignore[attr-defined]
        entity.label_from_instance = lambda one: f"{one.name}, {one.currency}"  # type: ignore[attr-defined]


class OrderTermsForm(forms.Form):
    """From which account a company pays back, in which format, and what a run leaves alone."""

    bank_account = forms.ModelChoiceField(BankAccount.objects.none(), label=gettext_lazy("Pay from"), empty_label=None)
    layout = forms.ChoiceField(label=gettext_lazy("Format"), help_text=gettext_lazy("The bank says which version it takes."))
    least_refund = AmountField(
        label=gettext_lazy("A run pays back from"),
        help_text=gettext_lazy("Smaller sums stay to the customers' credit. By hand any sum is paid back."),
    )

    def __init__(self, *args: Any, terms: PaymentOrderTerms, **kwargs: Any) -> None:
        said = {"bank_account": terms.bank_account_id, "layout": terms.layout, "least_refund": terms.least_refund}
        super().__init__(*args, **{"initial": said, **kwargs})
        self.terms = terms
        self.fields["bank_account"].queryset = accounts_to_pay_from(terms.entity).order_by("name")  # type: ignore[attr-defined]
        self.fields["layout"].choices = [(one.code, one.label) for one in transfer_formats()]  # type: ignore[attr-defined]

    @property
    def said(self) -> PaymentOrderTerms:
        """What was said, once the form is valid."""
        return PaymentOrderTerms(entity=self.terms.entity, **self.cleaned_data)
