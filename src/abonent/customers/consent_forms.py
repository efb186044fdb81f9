"""Forms of what customers allow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from abonent.customers.countries import COUNTRIES
from abonent.customers.models import Channel, Consent, Purpose, RefusalRegister
from abonent.ui.inputs import TypedDayField

# A file is read while its page waits; two million numbers fit.
MOST_BYTES = 30_000_000


class ConsentForm(forms.Form):
    """What a customer says about one way to contact him."""

    purpose = forms.ChoiceField(label=_("What for"), choices=Purpose.choices)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices)
    said = forms.ChoiceField(label=_("What was said"), choices=[(one.value, one.label) for one in Consent.Said if one != "retracted"])
    source = forms.ChoiceField(label=_("Said where"), choices=Consent.Source.choices)
    words = forms.CharField(label=_("In these words"), max_length=500, required=False)


class RefusalForm(forms.Form):
    """A file of those who refuse offers."""

    name = forms.CharField(
        label=pgettext_lazy("list of numbers or companies", "Register"),
        max_length=60,
        help_text=_("The same name again puts the new file in the place of the old one."),
    )
    holds = forms.ChoiceField(label=_("What the file holds"), choices=RefusalRegister.Holds.choices)
    country = forms.ChoiceField(label=_("Country of numbers without one"), choices=COUNTRIES)
    as_of = TypedDayField(label=_("As of"), help_text=_("The day of the file."))
    file = forms.FileField(
        label=_("File"), help_text=_("One number or address a line."), widget=forms.ClearableFileInput(attrs={"accept": ".txt,.csv"})
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today
        self.fields["as_of"].today = today  # type: ignore[attr-defined]

    def clean_as_of(self) -> date:
        """A file is of today or before."""
        as_of: date = self.cleaned_data["as_of"]
        if as_of > self.today:
            raise forms.ValidationError(_("This day is to come."))
        return as_of

    def clean_file(self) -> Any:
        """A file that can be read while the page waits."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 30 MB. Split it into registers of their own."))
        return file
