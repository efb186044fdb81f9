"""What is typed about a gift, and about somebody who is not in the register yet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.customers.countries import COUNTRIES, countries
from abonent.customers.entries import CannotRead, Door, Reach
from abonent.customers.models import ContactPoint, Customer
from abonent.customers.rules.names import looks_like_an_organisation
from abonent.subscriptions.models import Gift
from abonent.subscriptions.models.gift import MOST_WORDS
from abonent.subscriptions.operations import GiftTerms
from abonent.subscriptions.rules.address_line import read_address_line

OWN, GIFT = "own", "gift"


class GiftForm(forms.Form):
    """The words of the card, who gets it, and who is asked when the gift ends."""

    card_text = forms.CharField(
        label=gettext_lazy("Words on the card"),
        max_length=MOST_WORDS,
        required=False,
        help_text=gettext_lazy("As the giver says them. The names, the product and the first day are printed beside them."),
        widget=forms.Textarea({"rows": 3}),
    )
    card_to = forms.ChoiceField(
        label=gettext_lazy("The card goes to"), choices=Gift.CARD_TO, initial=Gift.RECEIVER, widget=forms.RadioSelect
    )
    at_end = forms.ChoiceField(label=gettext_lazy("At the end"), choices=Gift.AT_END, initial=Gift.ENDS, widget=forms.RadioSelect)

    @property
    def terms(self) -> GiftTerms:
        """What is said, once the form is valid."""
        said = self.cleaned_data
        return GiftTerms("\n".join(said["card_text"].split("\r\n")).strip(), said["card_to"], said["at_end"])


class GiftOrNotForm(GiftForm):
    """Whether an order is a gift; what is said of the gift counts only then."""

    order_is = forms.ChoiceField(
        label=gettext_lazy("The order is"),
        choices=[(OWN, gettext_lazy("An ordinary subscription")), (GIFT, gettext_lazy("A gift"))],
        initial=OWN,
        required=False,
        help_text=gettext_lazy("A gift is given by whoever pays it, to whoever gets it."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_gift:
            for name in ("card_to", "at_end"):
                self.fields[name].required = False

    @property
    def is_gift(self) -> bool:
        """Whether a gift is chosen so far."""
        chosen = self.data.get("order_is") if self.is_bound else self.initial.get("order_is")
        return bool(chosen == GIFT)

    @property
    def ordered_gift(self) -> GiftTerms | None:
        """The gift that is ordered, once the form is valid; None for an ordinary order."""
        return self.terms if self.is_gift else None


class PersonForm(forms.Form):
    """Somebody who is not in the register yet: the name and the address, as they are said on the telephone."""

    prefix = "new"

    name = forms.CharField(label=gettext_lazy("Name"), max_length=160, widget=forms.TextInput({"autocomplete": "off"}))
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=200,
        help_text=gettext_lazy("In one line: Sandvägen 3, 871 40 Norrvik."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    mobile = forms.CharField(
        label=gettext_lazy("Mobile"), max_length=60, required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES)

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries(country)  # type: ignore[attr-defined]
        self.fields["country"].initial = country
        # Whoever was searched for has a name already.
        self.fields["address" if self.initial.get("name") else "name"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """A door and a number that can be read; what cannot is said at its field."""
        said = super().clean() or self.cleaned_data
        line = read_address_line(said.get("address", ""))
        if said.get("address") and line is None:
            self.add_error("address", _("Write street, postal code and town with a comma between: Sandvägen 3, 871 40 Norrvik."))
        try:
            if line:
                said["door"] = Door.read(country=said["country"], code=line.postal_code, town=line.town, street_line=line.street_line)
        except CannotRead as refusal:
            self.add_error("address", str(refusal))
        try:
            if said.get("mobile"):
                said["reach"] = Reach.read(ContactPoint.Kind.MOBILE, said["mobile"], country=said["country"])
        except CannotRead as refusal:
            self.add_error("mobile", str(refusal))
        return said

    @property
    def said(self) -> dict[str, Any]:
        """Who it is, as he is registered, once the form is valid."""
        typed = self.cleaned_data
        words = " ".join(typed["name"].split())
        given, _blank, family = words.rpartition(" ")
        is_organisation = looks_like_an_organisation(words)
        named = (
            {"kind": Customer.Kind.ORGANISATION, "organisation_name": words}
            if is_organisation
            else {"kind": Customer.Kind.PERSON, "given_name": given, "family_name": family}
        )
        return {
            **named,
            "language": typed["language"],
            "country": typed["country"],
            "door": typed["door"],
            "reached_by": [typed["reach"]] if typed.get("reach") else [],
        }
