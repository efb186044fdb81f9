"""Two records side by side: in what they differ, and which of them is right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.customers.countries import countries
from abonent.customers.models import Customer
from abonent.customers.operations import CHOICES
from abonent.customers.operations.taking_over import CONTACTS, DELIVERY, delivered, preferred
from abonent.customers.own_values import name_of, own_fields, own_values_of, own_values_said

KEPT, MERGED = "kept", "merged"


class OtherForm(forms.Form):
    """Whom a customer is merged with, as one would type it into the search box."""

    other = forms.CharField(
        label=_("The other record"),
        max_length=120,
        help_text=_("Number, name, telephone, e-mail or address"),
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True}),
    )

    def add_prefix(self, field_name: str) -> str:
        """The address of the page says `with`, which is no name in Python."""
        return "with"


class MergeForm(forms.Form):
    """A question for each field in which two records differ; what only one of them says is proposed."""

    def __init__(self, *arguments: Any, kept: Customer, merged: Customer, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.the_same: list[Any] = []
        ours, theirs = (said_of(record, today) for record in (kept, merged))
        for name, label in {**CHOICES, **own_choices(kept, merged)}.items():
            mine, other = ours.get(name, ""), theirs.get(name, "")
            if mine != other and other:
                self.fields[name] = _question(label, mine, other)
            elif mine and mine == other:
                self.the_same.append(label)

    @property
    def taken(self) -> list[str]:
        """The fields in which the merged record is right."""
        return [name for name, said in self.cleaned_data.items() if said == MERGED]


def said_of(record: Customer, today: date) -> dict[str, str]:
    """What a record says in each field that can be chosen, in words."""
    said = {name: _words(record, name) for name in CHOICES if name not in CONTACTS and name != DELIVERY}
    points = {kind: preferred(record, kind) for kind in CONTACTS}
    address = delivered(record, today)
    lines = ([f"c/o {address.care_of}"] if address.care_of else []) + [str(address.place)] if address else []
    own = {name_of(field): words for field, words in own_values_said(record, today=today, language=get_language() or "en")}
    return {**said, **{kind: point.value if point else "" for kind, point in points.items()}, DELIVERY: ", ".join(lines), **own}


def own_choices(kept: Customer, merged: Customer) -> dict[str, str]:
    """The own fields in which either record says something."""
    return {name_of(field): str(field) for field in own_fields() if field.pk in {**own_values_of(kept), **own_values_of(merged)}}


def _words(record: Customer, name: str) -> str:
    value = getattr(record, name)
    if name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    if name == "country":
        return str(dict(countries(value)).get(value, value))
    if name == "category_ids":
        return ", ".join(sorted(str(row.category) for row in record.categorised.select_related("category")))
    if name.endswith("_id") and name != "national_id":
        return str(getattr(record, name.removesuffix("_id")) or "")
    display = getattr(record, f"get_{name}_display", None)
    return str(display()) if display else "" if value is None else str(value)


def _question(label: Any, ours: str, theirs: str) -> forms.ChoiceField:
    choices = [(KEPT, ours or _("nothing")), (MERGED, theirs)]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, initial=KEPT if ours else MERGED)
