"""What is typed to pause, and to say what pauses of a product may be like."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.catalog.fields import RowField, WeekdaysField
from abonent.catalog.models import Product
from abonent.customers.fields import CustomerField
from abonent.subscriptions.models.pause import DONATE, GIVES, PROLONG
from abonent.subscriptions.rules.typed_periods import read_span
from abonent.ui.inputs import FormWithDays, TypedDayField


class SpanField(forms.CharField):
    """Days as people say them, seen from `today`; one without a beginning begins on the `earliest` day."""

    today: date
    earliest: date
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "ab-when", "autofocus": True})

    def to_python(self, value: Any) -> Any:
        """First and last day, or the empty text."""
        typed = super().to_python(value)
        if not typed:
            return None
        found = read_span(typed, today=self.today, earliest=self.earliest)
        if found is None:
            raise forms.ValidationError(_("“%(text)s” is no span of days. Write it as 10-24 jul, aug, until 15/8 or 3w.") % {"text": typed})
        return found


class AskedPause(NamedTuple):
    """The first day without, the last, and a note."""

    first: date
    last: date | None
    remark: str


class PauseForm(forms.Form):
    """The days without, and a note."""

    days = SpanField(
        label=gettext_lazy("Days without"), help_text=gettext_lazy("As you say it: 10-24 jul, aug, until 15/8, 3w, from 10 jul.")
    )
    remark = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, today: date, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].today, self.fields["days"].earliest = today, earliest  # type: ignore[attr-defined]

    @property
    def asked(self) -> AskedPause:
        """What is asked, once the form is valid."""
        first, last = self.cleaned_data["days"]
        return AskedPause(first, last, self.cleaned_data["remark"])


class PauseRuleForm(FormWithDays):
    """What pauses of a product may be like and what they give."""

    product = RowField(label=gettext_lazy("Product"))
    begins = TypedDayField(
        label=gettext_lazy("For pauses that begin from"),
        help_text=gettext_lazy("The rule before ends there; pauses already placed keep theirs."),
    )
    gives = forms.ChoiceField(label=gettext_lazy("For the missed issues"), choices=GIVES, widget=forms.RadioSelect, initial=PROLONG)
    donated_to = CustomerField(
        label=gettext_lazy("Who gets what is given away"),
        required=False,
        help_text=gettext_lazy("A school, a hospital: name or customer number. The papers go to its address."),
    )
    shortest_days = forms.IntegerField(label=gettext_lazy("Shortest, in days"), min_value=1, max_value=366, initial=1)
    longest_days = forms.IntegerField(
        label=gettext_lazy("Longest, in days"), min_value=1, max_value=3660, required=False, help_text=gettext_lazy("Empty: no limit.")
    )
    yearly_days = forms.IntegerField(
        label=gettext_lazy("Days in a calendar year"),
        min_value=1,
        max_value=366,
        required=False,
        help_text=gettext_lazy("Empty: no limit."),
    )
    first_weekdays = WeekdaysField(label=gettext_lazy("May begin on"), initial=127)
    last_weekdays = WeekdaysField(label=gettext_lazy("May end on"), initial=127)
    open_ended = forms.BooleanField(label=gettext_lazy("May have no last day"), required=False, initial=True)
    digital_goes_on = forms.BooleanField(label=gettext_lazy("The digital edition goes on"), required=False)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = of_my_entities(Product.objects.filter(kind="subscription"), viewer).order_by("code")
        self.fields["product"].offer(products)  # type: ignore[attr-defined]
        self.fields["donated_to"].viewer, self.fields["donated_to"].today = viewer, kwargs["today"]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The longest is no shorter than the shortest."""
        cleaned = super().clean() or {}
        if cleaned.get("gives") != DONATE:
            cleaned["donated_to"] = None
        elif not cleaned.get("donated_to") and "donated_to" not in self.errors:
            self.add_error("donated_to", _("Say who gets the papers."))
        shortest, longest = cleaned.get("shortest_days"), cleaned.get("longest_days")
        if shortest and longest and longest < shortest:
            self.add_error("longest_days", _("Not below the shortest."))
        if longest and cleaned.get("open_ended"):
            self.add_error("open_ended", _("With a longest pause each needs a last day."))
        return cleaned
