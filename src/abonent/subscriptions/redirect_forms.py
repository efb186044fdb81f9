"""What is typed to send a paper elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.catalog.fields import WeekdaysField
from abonent.customers.countries import COUNTRIES, countries
from abonent.customers.entries import CannotRead, Door
from abonent.customers.models import Place
from abonent.subscriptions.models import Subscription
from abonent.subscriptions.models.redirect import WAYS
from abonent.subscriptions.operations import Elsewhere
from abonent.subscriptions.pause_forms import SpanField
from abonent.subscriptions.rules.address_line import read_address_line

NEW = "new"


class AddressLineForm(forms.Form):
    """A door: one that is known, or a new one in one line. `known` are the doors that can be chosen."""

    to = forms.ChoiceField(label=gettext_lazy("Goes to"), widget=forms.RadioSelect, initial=NEW)
    address = forms.CharField(
        label=gettext_lazy("New address"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("In one line: Sandvägen 3, 871 40 Norrvik."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the address.")},
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)

    def __init__(self, *args: Any, known: Sequence[Place], country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(place.pk): place for place in known}
        self.fields["to"].choices = [*((key, str(place)) for key, place in self.known.items()), (NEW, _("a new address"))]  # type: ignore[attr-defined]
        self.fields["address"].required = not known
        self.fields["country"].choices = countries(country)  # type: ignore[attr-defined]
        self.fields["country"].initial = country

    def clean(self) -> dict[str, Any]:
        """One door and no other; `door` is it."""
        said = super().clean() or self.cleaned_data
        to, typed = said.get("to"), said.get("address", "")
        if "address" in self.errors:
            return said
        if to == NEW and not typed:
            self.add_error("address", forms.ValidationError(_("Write the address, or choose one that is known."), code="required"))
        elif to == NEW:
            self._read_door(typed, said.get("country", ""))
        elif to and typed:
            self.add_error("address", _("Choose “a new address” for this one, or leave the line empty."))
        elif to:
            said["door"] = self.known[to]
        return said

    def _read_door(self, typed: str, country: str) -> None:
        line = read_address_line(typed)
        if line is None:
            self.add_error("address", _("Write street, postal code and town with a comma between: Sandvägen 3, 871 40 Norrvik."))
            return
        try:
            self.cleaned_data["door"] = Door.read(country=country, code=line.postal_code, town=line.town, street_line=line.street_line)
        except CannotRead as refusal:
            self.add_error("address", str(refusal))


class RedirectForm(AddressLineForm):
    """The days elsewhere, the door, who receives it there, and how it comes."""

    days = SpanField(
        label=gettext_lazy("Days elsewhere"), help_text=gettext_lazy("As you say it: 10-24 jul, aug, until 15/8, 3w, from 10 jul.")
    )
    receiver = forms.CharField(label=gettext_lazy("Received by, if another"), max_length=80, required=False)
    weekdays = WeekdaysField(label=gettext_lazy("Papers of"), error_messages={"required": gettext_lazy("Tick at least one weekday.")})
    delivery_method = forms.ChoiceField(label=gettext_lazy("Comes by"), choices=WAYS)
    remark = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    field_order = ["days", "to", "address", "country", "receiver", "delivery_method", "weekdays", "remark"]

    def __init__(self, *args: Any, subscription: Subscription, today: date, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].today, self.fields["days"].earliest = today, earliest  # type: ignore[attr-defined]
        self.fields["weekdays"].initial = subscription.weekdays
        weekdays = self.fields["weekdays"]
        weekdays.choices = [(day, name) for day, name in weekdays.choices if subscription.weekdays & 1 << int(day)]  # type: ignore[attr-defined]
        self.fields["delivery_method"].initial = subscription.delivery_method
        self.every_weekday = subscription.weekdays

    @property
    def asked(self) -> Elsewhere:
        """What is asked, once the form is valid. All ticks mean all weekdays, whatever the subscription brings later."""
        said = self.cleaned_data
        first, last = said["days"]
        return Elsewhere(
            first=first,
            last=last,
            to=said["door"],
            weekdays=127 if said["weekdays"] == self.every_weekday else said["weekdays"],
            receiver=" ".join(said["receiver"].split()),
            delivery_method=said["delivery_method"],
            remark=said["remark"],
        )
