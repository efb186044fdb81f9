"""Which file of a company, of which months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from abonent.connectors.jpk.layouts import LAYOUTS, Layout
from abonent.kit.periods import add_months
from abonent.ui.wording import month

# The office may ask for the years in which the tax is not yet barred.
MOST_MONTHS = 72


class JpkForm(forms.Form):
    """A file and its months; the record of VAT is of one month."""

    layout = forms.ChoiceField(label=gettext_lazy("File"))
    month = forms.ChoiceField(label=gettext_lazy("Month"))
    until = forms.ChoiceField(label=gettext_lazy("Until month"), required=False, help_text=gettext_lazy("For JPK_FA alone."))
    is_correction = forms.BooleanField(
        label=gettext_lazy("Replaces one that was sent"), required=False, help_text=gettext_lazy("A correction, for JPK_V7 alone.")
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        months = latest_months(today)
        language = get_language() or "en"
        choices = [(f"{first:%Y-%m}", month(first, language)) for first in months]
        self.fields["layout"].choices = [(one.code, f"{one.label}: {one.says}") for one in LAYOUTS.values()]  # type: ignore[attr-defined]
        self.fields["month"].choices = choices  # type: ignore[attr-defined]
        self.fields["month"].initial = choices[1][0]
        self.fields["until"].choices = [("", _("that month alone")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Months in their order, and one of them for the record of VAT."""
        said = super().clean() or self.cleaned_data
        if said.get("until") and said.get("month") and "layout" in said:
            if not self.asked.is_of_invoices and said["until"] != said["month"]:
                self.add_error("until", _("The record of VAT is of one month."))
            elif said["until"] < said["month"]:
                self.add_error("until", _("It ends before it begins."))
        return said

    @property
    def asked(self) -> Layout:
        """The file that is asked for."""
        return LAYOUTS[self.cleaned_data["layout"]]

    @property
    def first(self) -> date:
        """The first of the days."""
        return date.fromisoformat(f"{self.cleaned_data['month']}-01")

    @property
    def latest(self) -> date:
        """The latest of the days."""
        begins = date.fromisoformat(f"{self.cleaned_data['until'] or self.cleaned_data['month']}-01")
        return add_months(begins, 1) - timedelta(days=1)


def latest_months(today: date) -> list[date]:
    """The first days of the months until today, the latest first."""
    return [add_months(today.replace(day=1), -back) for back in range(MOST_MONTHS)]
