"""The form that ends somebody's data: what cannot be undone is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """The customer's number, typed by who means it."""

    number = forms.CharField(label=_("Customer number"), help_text=_("Type the number of the customer: this cannot be undone."))

    def __init__(self, *arguments: Any, number: int, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.meant = str(number)

    def clean_number(self) -> str:
        """Refuses another number than the customer's."""
        typed: str = "".join(self.cleaned_data["number"].split())
        if typed != self.meant:
            raise forms.ValidationError(_("This is not the customer's number, %(number)s."), params={"number": self.meant})
        return typed
