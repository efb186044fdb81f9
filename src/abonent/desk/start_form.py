"""What the first start asks: country, language and kind of business, the company, the first administrator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.company.parts import KINDS, MIXED, PUBLISHER, SERVICE, TRADE
from abonent.company.queries import known_currencies
from abonent.customers.countries import COUNTRIES
from abonent.customers.rules.postal import postal_code
from abonent.customers.rules.registers import company_number, vat_number
from abonent.desk.operations import Administrator, OwnAccount
from abonent.desk.rules.own_accounts import account_read
from abonent.ledger.charts import has_chart
from abonent.ui.language import OWN_NAMES

SENTENCES = {
    PUBLISHER: _("Newspapers and magazines, on paper and electronic: titles, issues and their calendar, subscriptions, invoices."),
    SERVICE: _("Contracts and services that are charged by the month or the year: subscriptions, invoices."),
    TRADE: _("Goods that are made or bought and sold: products, prices, invoices."),
    MIXED: _("Some of each. Everything is there, and nothing has to be used."),
}
# What is usual in a country: its language, currency and zone.
USUAL = {
    "SE": ("sv", "SEK", "Europe/Stockholm"),
    "FI": ("fi", "EUR", "Europe/Helsinki"),
    "PL": ("pl", "PLN", "Europe/Warsaw"),
    "HU": ("hu", "HUF", "Europe/Budapest"),
}
AS_USUAL = ("", _("As usual in the country"))
COMPANY = ("name", "country", "currency", "zone", "language", "company_number", "vat_number", "street_line", "postal_code", "town")


class StartForm(forms.Form):
    """All questions of the first start. Currency and zone follow from the country where they are left open."""

    country = forms.ChoiceField(label=_("Country"), choices=[(code, name) for code, name in COUNTRIES if has_chart(code)])
    language = forms.ChoiceField(
        label=_("Language"), choices=list(OWN_NAMES.items()), help_text=_("Of your screens. Customers' documents keep theirs.")
    )
    kind = forms.ChoiceField(
        label=_("Kind of business"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of business.")},
    )
    name = forms.CharField(label=_("Name of the company"), max_length=120)
    company_number = forms.CharField(label=_("Company number"), max_length=20)
    vat_number = forms.CharField(label=_("VAT number"), max_length=20, required=False)
    street_line = forms.CharField(label=_("Street and number"), max_length=120)
    postal_code = forms.CharField(label=_("Postal code"), max_length=12)
    town = forms.CharField(label=_("Town"), max_length=60)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    zone = forms.ChoiceField(label=_("Time zone"), required=False)
    account = forms.CharField(
        label=_("Account that payments arrive on"), max_length=42, required=False, help_text=_("An IBAN, or a Swedish bankgiro number.")
    )
    full_name = forms.CharField(label=_("Your name"), max_length=120)
    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput({"autocomplete": "new-password"}))
    password_again = forms.CharField(label=_("Password once more"), widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        language = get_language() or "en"
        country = next((code for code, usual in USUAL.items() if usual[0] == language), "SE")
        super().__init__(data, initial={"language": language, "country": country})
        zones = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
        self.fields["currency"].choices = [AS_USUAL, *((code, code) for code in known_currencies())]  # type: ignore[attr-defined]
        self.fields["zone"].choices = [AS_USUAL, *((zone, zone) for zone in zones)]  # type: ignore[attr-defined]

    @property
    def kinds(self) -> list[tuple[Any, Any]]:
        """Each kind of business to choose, with the sentence that says what it is."""
        return [(widget, SENTENCES[code]) for widget, (code, _label) in zip(self["kind"].subwidgets, KINDS, strict=True)]

    def clean(self) -> dict[str, Any]:
        """Numbers as their country writes them; passwords that are alike and not too easy."""
        said = super().clean() or self.cleaned_data
        country = said.get("country", "")
        _language, currency, zone = USUAL.get(country, ("", "", ""))
        said["currency"], said["zone"] = said.get("currency") or currency, said.get("zone") or zone
        self._write("company_number", company_number, _("%(value)s is not a valid company number of %(country)s. Check its last digit."))
        self._write("vat_number", vat_number, _("%(value)s is not a valid VAT number."))
        self._write("postal_code", postal_code, _("%(value)s is not a postal code of %(country)s."))
        self._check_account()
        self._check_passwords()
        return said

    @property
    def company(self) -> dict[str, str]:
        """The company as its row has it."""
        return {name: self.cleaned_data[name] for name in COMPANY}

    @property
    def own_account(self) -> OwnAccount | None:
        """The account that payments arrive on, if one is given."""
        read = account_read(self.cleaned_data["account"])
        return (
            OwnAccount(name=read.name, scheme=read.scheme, number=read.number, bic="", currency=self.cleaned_data["currency"])
            if read
            else None
        )

    @property
    def administrator(self) -> Administrator:
        """Whoever fills in the form."""
        return Administrator(**{name: self.cleaned_data[name] for name in ("username", "password", "full_name", "email", "language")})

    def _write(self, name: str, written: Any, refused: Any) -> None:
        """Put a number down as the country writes it; one that cannot be is said at its field."""
        typed, country = self.cleaned_data.get(name), self.cleaned_data.get("country")
        if not typed or not country:
            return
        self.cleaned_data[name] = written(typed, country)
        if not self.cleaned_data[name]:
            self.add_error(name, refused % {"value": typed, "country": dict(COUNTRIES)[country]})

    def _check_account(self) -> None:
        typed = self.cleaned_data.get("account")
        if typed and account_read(typed) is None:
            self.add_error("account", _("%(value)s is neither an IBAN nor a bankgiro number. Check its digits.") % {"value": typed})

    def _check_passwords(self) -> None:
        password, again = self.cleaned_data.get("password"), self.cleaned_data.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ."))
        if password:
            try:
                validate_password(password)
            except ValidationError as weak:
                self.add_error("password", weak)
