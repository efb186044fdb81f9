"""Forms of what belongs to a customer: others, accounts, keys."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.fields import CustomerField
from abonent.customers.models import CustomerBankAccount, Relationship
from abonent.customers.relation_words import BACK, SIDES
from abonent.ui.edit_form import EditForm


class RelationshipForm(forms.Form):
    """Who else, and what he is to this customer."""

    other = CustomerField(label=_("Who"), help_text=_("By number, name, telephone or address."))
    how = forms.ChoiceField(label=_("What he is to this customer"), choices=list(SIDES.items()))

    def __init__(self, *arguments: Any, viewer: StaffUser, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["other"].viewer, self.fields["other"].today = viewer, today  # type: ignore[attr-defined]

    @property
    def kind(self) -> str:
        """The kind of the relationship."""
        return str(self.cleaned_data["how"]).removesuffix(BACK)

    @property
    def is_said_back(self) -> bool:
        """Whether it is read from the other to this one."""
        return str(self.cleaned_data["how"]).endswith(BACK)


class RelationInPlaceForm(EditForm):
    """What somebody is to the customer; a household is left and joined as a whole."""

    how = forms.ChoiceField(
        label=_("What he is to this customer"), choices=[side for side in SIDES.items() if side[0] != Relationship.Kind.HOUSEHOLD]
    )


class BankAccountForm(forms.Form):
    """An account of the customer."""

    scheme = forms.ChoiceField(label=_("Kind of account"), choices=CustomerBankAccount.Scheme.choices)
    number = forms.CharField(label=_("Account number"), max_length=42, widget=forms.TextInput({"autocomplete": "off"}))


class BankAccountInPlaceForm(EditForm, BankAccountForm):
    """An account as it is known, to be corrected."""

    together = {"account": ("scheme", "number")}


class ExternalKeyForm(forms.Form):
    """The key by which another system knows the customer."""

    source = forms.CharField(label=_("System"), max_length=40)
    key = forms.CharField(label=_("Key"), max_length=60)
