"""What is asked of a company, its accounts, units and number series."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.company.models import BankAccount, NumberSeries
from abonent.company.parts import KINDS
from abonent.company.queries import known_currencies
from abonent.customers.countries import COUNTRIES, countries
from abonent.customers.rules.accounts import account_number
from abonent.customers.rules.postal import postal_code
from abonent.customers.rules.registers import company_number, vat_number
from abonent.desk.operations.companies import LABELS
from abonent.ledger.charts import has_chart
from abonent.organisation.models import LegalEntity
from abonent.ui.language import OWN_NAMES

PARTICULARS = (
    "name", "street_line", "postal_code", "town", "company_number", "vat_number", "phone", "email", "web", "language", "zone",
)  # fmt: skip
# What the files of the Polish tax office say of a company besides.
POLISH = ("tax_office", "voivodeship", "county", "municipality")
VOIVODESHIPS = (
    "dolnośląskie", "kujawsko-pomorskie", "lubelskie", "lubuskie", "łódzkie", "małopolskie", "mazowieckie", "opolskie", "podkarpackie",
    "podlaskie", "pomorskie", "śląskie", "świętokrzyskie", "warmińsko-mazurskie", "wielkopolskie", "zachodniopomorskie",
)  # fmt: skip
NOT_AN_ACCOUNT = _("%(value)s is not a number of this kind. Check its digits.")


class SeenForm(forms.Form):
    """A form that sends along what its fields said when it was opened."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def seen(self) -> dict[str, Any]:
        """What the fields said."""
        return {name: self._seen(name) for name in self.fields}

    def _seen(self, name: str) -> Any:
        field = self.fields[name]
        raw = field.hidden_widget().value_from_datadict(self.data, self.files, self.add_initial_prefix(name))
        return self.get_initial_for_field(field, name) if raw is None else field.to_python(raw)


class ParticularsForm(SeenForm):
    """Who a company is. Country and currency are those of its books and stay."""

    name = forms.CharField(label=LABELS["name"], max_length=120)
    street_line = forms.CharField(label=LABELS["street_line"], max_length=120)
    postal_code = forms.CharField(label=LABELS["postal_code"], max_length=12)
    town = forms.CharField(label=LABELS["town"], max_length=60)
    company_number = forms.CharField(label=LABELS["company_number"], max_length=20)
    vat_number = forms.CharField(label=LABELS["vat_number"], max_length=20, required=False)
    phone = forms.CharField(label=LABELS["phone"], max_length=30, required=False, widget=forms.TextInput({"inputmode": "tel"}))
    email = forms.EmailField(label=LABELS["email"], required=False)
    web = forms.CharField(label=LABELS["web"], max_length=120, required=False)
    language = forms.ChoiceField(
        label=LABELS["language"], choices=list(OWN_NAMES.items()), help_text=_("The language of its documents, beside the customer's.")
    )
    zone = forms.ChoiceField(label=LABELS["zone"], help_text=_("Decides when its business day begins."))
    tax_office = forms.RegexField(
        label=LABELS["tax_office"], regex=r"^[0-9]{4}$", max_length=4, required=False, widget=forms.TextInput({"inputmode": "numeric"}),
        help_text=_("Its code, four figures as 1208. JPK files name it."), error_messages={"invalid": _("A code of four figures.")},
    )  # fmt: skip
    voivodeship = forms.ChoiceField(
        label=LABELS["voivodeship"], choices=[("", "–"), *((name, name) for name in VOIVODESHIPS)], required=False
    )
    county = forms.CharField(label=LABELS["county"], max_length=36, required=False, help_text=_("JPK_FA names it in your address."))
    municipality = forms.CharField(label=LABELS["municipality"], max_length=36, required=False)

    def __init__(self, *arguments: Any, country: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.country = country
        for name in () if country == "PL" else POLISH:
            del self.fields[name]
        zones = sorted({zone for zone in available_timezones() if zone.startswith("Europe/")} | {self.initial.get("zone", "UTC")})
        self.fields["zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Numbers as the country writes them."""
        said = super().clean() or self.cleaned_data
        demand_numbers_of(self, said, self.country)
        return said


class NewCompanyForm(forms.Form):
    """A company to be added: with its country come its chart of accounts and its rules."""

    country = forms.ChoiceField(label=_("Country"), choices=[(code, name) for code, name in COUNTRIES if has_chart(code)])
    name = forms.CharField(label=LABELS["name"], max_length=120)
    company_number = forms.CharField(label=LABELS["company_number"], max_length=20)
    vat_number = forms.CharField(label=LABELS["vat_number"], max_length=20, required=False)
    street_line = forms.CharField(label=LABELS["street_line"], max_length=120)
    postal_code = forms.CharField(label=LABELS["postal_code"], max_length=12)
    town = forms.CharField(label=LABELS["town"], max_length=60)
    language = forms.ChoiceField(
        label=LABELS["language"], choices=list(OWN_NAMES.items()), help_text=_("The language of its documents, beside the customer's.")
    )
    currency = forms.ChoiceField(label=_("Currency"), help_text=_("The currency of its books. It cannot be changed later."))
    zone = forms.ChoiceField(label=LABELS["zone"], help_text=_("Decides when its business day begins."))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["currency"].choices = [(code, code) for code in known_currencies()]  # type: ignore[attr-defined]
        zones = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
        self.fields["zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Numbers as the country writes them."""
        said = super().clean() or self.cleaned_data
        demand_numbers_of(self, said, said.get("country", ""))
        return said


class AccountForm(SeenForm):
    """An account that payments arrive on; the number of one that is there stays."""

    name = forms.CharField(label=LABELS["name"], max_length=60, help_text=_("What you call it: Nordea, daily business."))
    scheme = forms.ChoiceField(label=_("Kind"), choices=BankAccount.SCHEMES)
    number = forms.CharField(label=_("Number"), max_length=42)
    bic = forms.CharField(label=LABELS["bic"], max_length=11, required=False)
    currency = forms.ChoiceField(label=_("Currency"))
    on_invoices = forms.BooleanField(label=LABELS["on_invoices"], required=False, initial=True)

    def __init__(self, *arguments: Any, is_there: bool = False, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["currency"].choices = [(code, code) for code in known_currencies()]  # type: ignore[attr-defined]
        for name in ("scheme", "number", "currency") if is_there else ():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The number bare, its check digits right."""
        said = super().clean() or self.cleaned_data
        typed, scheme = said.get("number"), said.get("scheme")
        if typed and scheme and scheme != "bban":
            said["number"] = account_number(typed, scheme)
            if not said["number"]:
                self.add_error("number", NOT_AN_ACCOUNT % {"value": typed})
        return said


class UnitForm(SeenForm):
    """A part of a company."""

    name = forms.CharField(label=LABELS["name"], max_length=80)


class SeriesForm(forms.Form):
    """From where documents to come are numbered."""

    lead = forms.RegexField(
        label=LABELS["prefix"], regex=r"^[0-9A-Za-z/-]*$", max_length=12, required=False, strip=True,
        help_text=_("Letters and figures before each number, as 2027- or K. May be empty."),
        error_messages={"invalid": _("Letters, figures, dashes and strokes only.")},
    )  # fmt: skip
    next_number = forms.IntegerField(label=LABELS["next_number"], min_value=1, max_value=10**12)


class BusinessForm(forms.Form):
    """The kind of business."""

    kind = forms.ChoiceField(label=LABELS["kind"], choices=KINDS, widget=forms.RadioSelect)


def of_company(entity: LegalEntity) -> dict[str, Any]:
    """What the particulars of a company say."""
    return {name: getattr(entity, name) for name in (*PARTICULARS, *(POLISH if entity.country == "PL" else ()))}


def demand_numbers_of(form: forms.Form, said: dict[str, Any], country: str) -> None:
    """Write the numbers as their country does; what cannot be one is said at its field."""
    rules: Mapping[str, tuple[Any, Any]] = {
        "company_number": (company_number, _("%(value)s is not a valid company number of %(country)s. Check its last digit.")),
        "vat_number": (vat_number, _("%(value)s is not a valid VAT number.")),
        "postal_code": (postal_code, _("%(value)s is not a postal code of %(country)s.")),
    }
    for name, (written, refused) in rules.items():
        typed = said.get(name)
        if not typed or not country:
            continue
        said[name] = written(typed, country)
        if not said[name]:
            form.add_error(name, refused % {"value": typed, "country": dict(countries(country))[country]})


def number_of_next(series: NumberSeries) -> str:
    """The next number of a series as a document would bear it."""
    return f"{series.prefix}{series.next_number}"
