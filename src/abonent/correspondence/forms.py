"""What people type about an interaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from abonent.correspondence.entries import Entry
from abonent.correspondence.models import Interaction
from abonent.correspondence.wording import WAYS
from abonent.customers.models import ContactPerson, Customer
from abonent.kit import clock
from abonent.ui.inputs import TypedMomentField

# What people write down themselves, a mail or an SMS of their own telephone too; what the product sends and receives is recorded by itself.
BY_HAND = ("note", "call", "meeting", "letter", "mail", "sms")
CHOICES = [(f"{kind}-{direction}".rstrip("-"), label) for (kind, direction), label in WAYS.items() if kind in BY_HAND]


class EntryForm(forms.Form):
    """By which way it came, what was said, what came of it; the person spoken with where there are several."""

    way = forms.ChoiceField(label=_("Kind"), choices=CHOICES, initial="note")
    contact_person = forms.ModelChoiceField(label=_("With"), queryset=ContactPerson.objects.none(), required=False, empty_label="–")
    body = forms.CharField(
        label=_("What was said"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": _("What was said…"), "aria-keyshortcuts": "n"}),
    )
    result = forms.ChoiceField(label=_("Result"), choices=Interaction.Result.choices, required=False)
    at = TypedMomentField(
        label=_("When it was"),
        required=False,
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "placeholder": _("now"),
                "title": _("Empty for now, else as you say it: 14:30, yesterday 9:15, 21/7 14"),
            }
        ),
    )

    def __init__(self, *arguments: Any, customer: Customer, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if "at" in self.fields:
            self.fields["at"].now = timezone.localtime(clock.now())  # type: ignore[attr-defined]
        # In the one line of the composer there is no room for labels beside the fields.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label
        if customer.kind == Customer.Kind.ORGANISATION:
            persons: Any = self.fields["contact_person"]
            persons.queryset = ContactPerson.objects.filter(customer__in=customer.merged_ids).order_by("family_name", "given_name")
        else:
            del self.fields["contact_person"]

    @property
    def happened_at(self) -> datetime | None:
        """When it was; None for now."""
        moment: datetime | None = self.cleaned_data.get("at")
        return moment

    def entry(self) -> Entry:
        """What was typed, as an operation takes it."""
        kind, _dash, direction = self.cleaned_data["way"].partition("-")
        person = self.cleaned_data.get("contact_person")
        return Entry(
            kind=kind,
            direction=direction,
            subject=self.cleaned_data.get("subject", ""),
            body=self.cleaned_data["body"].strip(),
            # A note has no result, whatever was chosen before it became one.
            result="" if kind == Interaction.Kind.NOTE else self.cleaned_data["result"],
            contact_person_id=person.pk if person else None,
        )


class CorrectionForm(EntryForm):
    """The same with the subject, for mending what was written."""

    subject = forms.CharField(label=_("Subject"), max_length=120, required=False)
    at = None  # type: ignore[assignment]  # When it was is part of what stands.
    field_order = ("way", "contact_person", "subject", "body", "result")

    @staticmethod
    def initial_of(interaction: Interaction) -> dict[str, Any]:
        """What an interaction says, as the fields have it."""
        way = f"{interaction.kind}-{interaction.direction}".rstrip("-")
        person = interaction.contact_person_id
        return {"way": way, "contact_person": person, **{name: getattr(interaction, name) for name in ("subject", "body", "result")}}
