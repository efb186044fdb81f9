"""Forms of the register: what people type, before an operation reads it."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from abonent.customers.choices import RowField, RowsField, colleagues_to_choose, units_to_choose, words_to_choose
from abonent.customers.countries import COUNTRIES, countries
from abonent.customers.entries import CannotRead, Door, Reach
from abonent.customers.models import Address, Branch, ContactPerson, ContactPoint, Customer, CustomerCategory, PositionType
from abonent.customers.operations import LABELS, Written
from abonent.customers.rules.amounts import whole_amount
from abonent.customers.rules.names import looks_like_an_organisation
from abonent.ui.edit_form import EditForm
from abonent.ui.inputs import TypedDayField
from abonent.ui.named_form import NamedForm

# Fields of a customer that a firm may have no use for. The others every customer needs.
HIDEABLE = {
    **{name: LABELS[name] for name in ("category_ids", "branch_id", "responsible_id", "unit_id")},
    **{name: LABELS[name] for name in ("national_id", "company_number", "vat_number", "payment_terms_days", "credit_limit")},
    "phone": _("Telephone"),
    "care_of": _("c/o"),
}


class LimitField(forms.IntegerField):
    """An amount without cents as people type it: 5000, 5 000 or 5 000,00."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        """The amount; the empty text is none."""
        typed = str(value).strip() if value is not None else ""
        if not typed:
            return None
        limit = whole_amount(typed)
        if limit is None:
            raise forms.ValidationError(_("“%(text)s” is not a whole amount. Write it as 5000.") % {"text": typed[:40]})
        return limit


class IdentityForm(EditForm):
    """Who a customer is."""

    kind = forms.ChoiceField(label=LABELS["kind"], choices=Customer.Kind.choices, widget=forms.RadioSelect, initial=Customer.Kind.PERSON)
    given_name = forms.CharField(label=LABELS["given_name"], max_length=80, required=False)
    family_name = forms.CharField(label=LABELS["family_name"], max_length=80, error_messages={"required": _("Say the family name.")})
    organisation_name = forms.CharField(
        label=LABELS["organisation_name"], max_length=120, error_messages={"required": _("Say the name of the organisation.")}
    )
    language = forms.ChoiceField(label=LABELS["language"], choices=settings.LANGUAGES)
    country = forms.ChoiceField(label=LABELS["country"], choices=COUNTRIES)
    national_id = forms.CharField(label=LABELS["national_id"], max_length=20, required=False)
    company_number = forms.CharField(label=LABELS["company_number"], max_length=20, required=False)
    vat_number = forms.CharField(label=LABELS["vat_number"], max_length=20, required=False)
    invoice_channel = forms.ChoiceField(label=LABELS["invoice_channel"], choices=Customer.InvoiceChannel.choices, initial="paper")
    einvoice_address = forms.CharField(
        label=LABELS["einvoice_address"], max_length=60, required=False, help_text=_("Scheme and number: 0007:5560360793.")
    )
    payment_terms_days = forms.IntegerField(
        label=LABELS["payment_terms_days"], min_value=0, max_value=365, required=False, help_text=_("Empty: the company's own terms.")
    )
    credit_limit = LimitField(
        label=LABELS["credit_limit"], required=False, help_text=_("What he may owe, in the company's currency. Empty: no limit.")
    )

    category_ids = RowsField(label=LABELS["category_ids"], required=False)
    branch_id = RowField(label=LABELS["branch_id"], required=False)
    responsible_id = RowField(label=LABELS["responsible_id"], required=False)
    unit_id = RowField(label=LABELS["unit_id"], required=False)

    def __init__(self, *arguments: Any, country: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        if "country" in self.fields:
            self.fields["country"].choices = countries(country)  # type: ignore[attr-defined]
        self._offer_rows()
        if self.is_bound:
            self._demand_a_name_of_its_kind()

    def _offer_rows(self) -> None:
        """Let the words that are in use be chosen; a question without answers is not asked."""
        branch, responsible = self.initial.get("branch_id"), self.initial.get("responsible_id")
        offered = {
            "category_ids": words_to_choose(CustomerCategory, self.initial.get("category_ids", ())),
            "branch_id": words_to_choose(Branch, [branch] if branch else ()),
            "responsible_id": colleagues_to_choose(responsible),
            "unit_id": units_to_choose(),
        }
        for name, choices in offered.items():
            if name not in self.fields:
                continue
            blank = [] if name == "category_ids" else [("", "\N{EN DASH}")]
            self.fields[name].choices = blank + choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def leave_out(self, hidden: Set[str]) -> None:
        """Do not ask what the firm hides; what a customer says there stays."""
        for name in hidden & self.fields.keys() & HIDEABLE.keys():
            del self.fields[name]

    def _demand_a_name_of_its_kind(self) -> None:
        """A person needs a name of his own, an organisation its; the form opens with both marked as needed, and shows one."""
        kind = self.data.get(self.add_prefix("kind"), self.initial.get("kind"))
        is_organisation = kind == Customer.Kind.ORGANISATION
        required = {
            "organisation_name": is_organisation,
            "family_name": not is_organisation and not self.data.get(self.add_prefix("given_name")),
        }
        for name in required.keys() & self.fields.keys():
            self.fields[name].required = required[name]

    @property
    def seen(self) -> dict[str, Any]:
        """What the fields said when the form was opened, as columns."""
        return {name: value for name, value in super().seen.items() if name in LABELS}

    def said(self) -> dict[str, Any]:
        """What the fields say now, as columns."""
        return {name: value for name, value in super().said().items() if name in LABELS}


class DoorForm(forms.Form):
    """A place as it is written on an envelope."""

    care_of = forms.CharField(label=_("c/o"), max_length=80, required=False)
    street_line = forms.CharField(label=_("Street and number"), max_length=120, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=12)
    town = forms.CharField(label=_("Town"), max_length=60)

    def door(self, country: str) -> Door:
        """The door that is meant; refuses a postal code that the country cannot have."""
        said = self.cleaned_data
        return Door.read(country=country, code=said["postal_code"], town=said["town"], street_line=said["street_line"])


class NewCustomerForm(IdentityForm, DoorForm):
    """Everything a caller says in the first minute; the address and the contacts may come later."""

    mobile = forms.CharField(
        label=_("Mobile"), max_length=60, required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=60, required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=120, required=False, widget=forms.TextInput({"inputmode": "email", "autocomplete": "off"})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.show_hidden_initial = False
        for name in ("postal_code", "town"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """An address is whole or not there; what cannot be read is said at its field."""
        said = super().clean() or self.cleaned_data
        if said.get("street_line") or said.get("postal_code") or said.get("town"):
            for name, message in (("postal_code", _("Say the postal code too.")), ("town", _("Say the town too."))):
                if name not in self.errors and not said.get(name):
                    self.add_error(name, message)
        if (
            said.get("kind") == Customer.Kind.PERSON
            and looks_like_an_organisation(said.get("family_name", ""))
            and not said.get("given_name")
        ):
            self.add_error("kind", _("This looks like an organisation. Choose Organisation and write its name there."))
        return said

    def said(self) -> dict[str, Any]:
        """What the fields say, without those of the other kind, which were not on show."""
        foreign = (
            ["organisation_name", "company_number", "branch_id"]
            if self.cleaned_data["kind"] == Customer.Kind.PERSON
            else ["given_name", "family_name", "national_id"]
        )
        return {name: value for name, value in super().said().items() if name not in foreign}

    def door_if_any(self) -> Door | None:
        """The door, if an address is given at all."""
        return self.door(self.cleaned_data["country"]) if self.cleaned_data["town"] else None

    def reached_by(self) -> list[Reach]:
        """The contacts that are given; refuses one that cannot be read."""
        given = [(kind, self.cleaned_data.get(kind)) for kind in ("mobile", "phone", "email")]
        return [Reach.read(kind, value, country=self.cleaned_data["country"]) for kind, value in given if value]


class AddressForm(DoorForm):
    """Another address: for good from a day, or for a while."""

    FOR_GOOD, FOR_A_WHILE = "permanent", "temporary"

    lasts = forms.ChoiceField(
        label=_("For how long"),
        choices=[(FOR_GOOD, _("For good")), (FOR_A_WHILE, _("For a while"))],
        widget=forms.RadioSelect,
        initial=FOR_GOOD,
    )
    kind = forms.ChoiceField(label=_("Used for"), choices=Address.Kind.choices, initial=Address.Kind.DELIVERY)
    begins_on = TypedDayField(label=_("First day"), help_text=_("As you say it: 21/7, 21 jul, fri, 3w."))
    latest_on = TypedDayField(label=_("Last day"), required=False, help_text=_("For a while: the last day at this address."))
    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)

    field_order = ["lasts", "kind", "begins_on", "latest_on", "care_of", "street_line", "postal_code", "town", "country"]

    def __init__(self, *arguments: Any, country: str, today: date, **named: Any) -> None:
        named["initial"] = {"country": country, "begins_on": today, **named.get("initial", {})}
        super().__init__(*arguments, **named)
        for name in ("begins_on", "latest_on"):
            self.fields[name].today = today  # type: ignore[attr-defined]
        self.fields["country"].choices = countries(country)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A while has a last day."""
        said = super().clean() or self.cleaned_data
        if self.is_temporary and "latest_on" not in self.errors and not said.get("latest_on"):
            self.add_error("latest_on", _("Say the last day at this address."))
        return said

    @property
    def is_temporary(self) -> bool:
        """Whether the address is for a while."""
        return self.cleaned_data.get("lasts") == self.FOR_A_WHILE

    @property
    def ends_on(self) -> date:
        """The first day after; people say the last day, periods end before one."""
        return self.cleaned_data["latest_on"] + timedelta(days=1)


class AddressInPlaceForm(EditForm, DoorForm):
    """The address that counts now, as it is written; what is written anew counts from a day on."""

    together = {"address": ("care_of", "street_line", "postal_code", "town", "country")}

    country = forms.ChoiceField(label=_("Country"), choices=COUNTRIES)
    begins_on = TypedDayField(label=_("From"), help_text=_("As you say it: today, 21/7, 21 jul, fri, 3w."))

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        named["initial"] = {"begins_on": today, **named.get("initial", {})}
        super().__init__(*arguments, **named)
        self.fields["begins_on"].today = today  # type: ignore[attr-defined]
        self.fields["begins_on"].show_hidden_initial = False
        self.fields["country"].choices = countries(self.initial.get("country", ""))  # type: ignore[attr-defined]

    @property
    def seen_address(self) -> Written:
        """How the address was written when the form was opened."""
        return Written(**{name: self._seen(name) or "" for name in self.together["address"]})


class ContactPointForm(EditForm):
    """A way to reach somebody."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactPoint.Kind.choices)
    value = forms.CharField(label=_("Number or address"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}))
    contact_person = forms.ModelChoiceField(label=_("Of whom"), queryset=ContactPerson.objects.none(), required=False)

    def __init__(self, *arguments: Any, customer: Customer, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.country = customer.country
        people = ContactPerson.objects.filter(customer=customer)
        field = self.fields.get("contact_person")
        if field is None:
            return
        if customer.kind == Customer.Kind.ORGANISATION and people.exists():
            field.queryset, field.empty_label = people, customer.name  # type: ignore[attr-defined]
        else:
            del self.fields["contact_person"]

    def clean(self) -> dict[str, Any]:
        """What cannot be read is said at the field."""
        said = super().clean() or self.cleaned_data
        kind = said.get("kind") or self.initial.get("kind")
        if said.get("value") and kind:
            try:
                said["reach"] = Reach.read(kind, said["value"], country=self.country)
            except CannotRead as refusal:
                self.add_error("value", str(refusal))
        return said


class ContactPersonForm(EditForm):
    """Who speaks for an organisation."""

    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    position_type_id = RowField(label=_("Position"), required=False)
    position = forms.CharField(label=_("Title, in his own words"), max_length=80, required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        present = self.initial.get("position_type_id")
        offered = words_to_choose(PositionType, [present] if present else ())
        self.fields["position_type_id"].choices = [("", "\N{EN DASH}"), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["position_type_id"]
        self.fields["language"].choices = [("", _("as the organisation")), *settings.LANGUAGES]  # type: ignore[attr-defined]


class WordForm(NamedForm):
    """A word of the register; one that is not in use is not offered any more."""

    longest_name = 60
    in_use = forms.BooleanField(label=_("Offered to be chosen"), required=False)
