"""What is typed to say how a company collects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.company.models import BankAccount
from abonent.payment_orders.models import CollectionTerms


class CollectionTermsForm(forms.Form):
    """By which agreements with banks a company collects, how long before the due day, how often again."""

    sepa_account = forms.ModelChoiceField(
        BankAccount.objects.none(), label=gettext_lazy("SEPA: to account"), required=False, empty_label=gettext_lazy("not used")
    )
    creditor_id = forms.CharField(label=gettext_lazy("SEPA: our creditor number"), max_length=35, required=False)
    autogiro_account = forms.ModelChoiceField(
        BankAccount.objects.none(), label=gettext_lazy("Autogiro: to bankgiro"), required=False, empty_label=gettext_lazy("not used")
    )
    autogiro_customer = forms.RegexField(
        r"^[0-9]{1,6}$", label=gettext_lazy("Autogiro: our number at Bankgirot"), max_length=6, required=False
    )
    days_before = forms.IntegerField(
        label=gettext_lazy("Collect what is due within days"),
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("Counted from the day of the run. Banks want the file some days before."),
    )
    retry_days = forms.IntegerField(label=gettext_lazy("Days before it is tried again"), min_value=1, max_value=60)
    retries = forms.IntegerField(
        label=gettext_lazy("How often it is tried again"),
        min_value=0,
        max_value=9,
        help_text=gettext_lazy("Only where the account lacked cover."),
    )

    def __init__(self, *args: Any, terms: CollectionTerms, **kwargs: Any) -> None:
        names = ("creditor_id", "autogiro_customer", "days_before", "retry_days", "retries")
        said = {name: getattr(terms, name) for name in names}
        said |= {"sepa_account": terms.sepa_account_id, "autogiro_account": terms.autogiro_account_id}
        super().__init__(*args, **{"initial": said, **kwargs})
        self.terms = terms
        own = BankAccount.objects.filter(entity=terms.entity).order_by("name")
        self.fields["sepa_account"].queryset = own.filter(scheme="iban")  # type: ignore[attr-defined]
        self.fields["autogiro_account"].queryset = own.filter(scheme="bankgiro")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An agreement is an account and a number."""
        told = super().clean() or {}
        for account, number in (("sepa_account", "creditor_id"), ("autogiro_account", "autogiro_customer")):
            if bool(told.get(account)) != bool(told.get(number)) and account not in self.errors and number not in self.errors:
                self.add_error(number, _("An agreement is an account and our number with it: say both or neither."))
        return told

    @property
    def said(self) -> CollectionTerms:
        """What was said, once the form is valid."""
        return CollectionTerms(entity=self.terms.entity, **self.cleaned_data)
