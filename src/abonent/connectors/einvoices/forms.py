"""The forms of ways to send: to a folder or an operator, and straight to a tax authority."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities, of_whole_companies
from abonent.billing.models import OutboxFormat, OutboxRoute
from abonent.connectors.einvoices.adapters import ksef, nav
from abonent.connectors.einvoices.adapters.ksef_codes import NoCertificate, read_certificate
from abonent.connectors.einvoices.audit_export import COUNTRY, Range
from abonent.connectors.einvoices.formats.known import FORMATS
from abonent.organisation.models import LegalEntity
from abonent.ui.inputs import FormWithDays, TypedDayField


class RouteForm(forms.Form):
    """Which company sends which format, and how."""

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=_("Company"))
    written_as = forms.ChoiceField(label=_("Format"))
    way = forms.ChoiceField(label=_("How"), choices=[choice for choice in OutboxRoute.Way.choices if choice[0] != OutboxRoute.Way.DIRECT])
    address = forms.CharField(
        label=_("Folder or address"),
        max_length=300,
        help_text=_("peppol-out, a folder of the installation; or the operator's address, https://..."),
    )
    secret = forms.CharField(
        label=_("Secret"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("What the operator gave you to know you by. It is kept sealed and never shown."),
    )
    operator = forms.CharField(
        label=_("Our operator"),
        required=False,
        max_length=35,
        help_text=_("Finvoice only: the code of our bank or operator, as NDEAFIHH. Each file then begins with the frame of transmission."),
    )

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = of_my_entities(LegalEntity.objects.all(), viewer, path="pk")
        self.fields["entity"].queryset = companies  # type: ignore[attr-defined]
        self.fields["entity"].initial = viewer.company
        self.fields["written_as"].choices = [(code, OutboxFormat(code).label) for code in FORMATS]  # type: ignore[attr-defined]


def secret_field(label: Any, *, most: int = 200, **more: Any) -> forms.CharField:
    """A field for what is kept sealed and never shown."""
    return forms.CharField(label=label, max_length=most, widget=forms.PasswordInput(attrs={"autocomplete": "off"}), **more)


class AuthorityForm(forms.Form):
    """Which company sends straight to its tax authority, to which of its systems, and by which keys."""

    written_as: OutboxFormat
    country: str
    addresses: Mapping[str, str]
    keys: tuple[str, ...]
    title: Any

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=_("Company"))
    system = forms.ChoiceField(label=_("System"), choices=[("production", _("Production")), ("test", _("Test, nothing counts"))])

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = of_my_entities(LegalEntity.objects.filter(country=self.country), viewer, path="pk")
        self.fields["entity"].queryset = companies  # type: ignore[attr-defined]
        self.fields["entity"].initial = companies.first()

    @property
    def route(self) -> dict[str, Any]:
        """What `open_route` is told."""
        said = self.cleaned_data
        return {
            "entity": said["entity"],
            "written_as": self.written_as,
            "way": OutboxRoute.Way.DIRECT,
            "address": self.addresses[said["system"]],
            "secret": json.dumps({key: said[key].strip() for key in self.keys}),
        }


class NavForm(AuthorityForm):
    """A technical user of NAV Online Számla, as it stands on its page there."""

    written_as = OutboxFormat.NAV
    country = "HU"
    addresses = nav.ADDRESSES
    keys = ("login", "password", "signing_key", "exchange_key")
    title = _("Report to NAV")

    login = forms.CharField(label=_("Technical user"), max_length=15, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = secret_field(_("Password"))
    signing_key = secret_field(_("Signing key"))
    exchange_key = secret_field(
        _("Exchange key"), min_length=16, most=16, help_text=_("Sixteen letters. All keys are kept sealed and never shown.")
    )


class UnshownTextarea(forms.Textarea):
    """A field of several lines for what is kept sealed: what was typed is not shown again, as in a field for a password."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class KsefForm(AuthorityForm):
    """A token of KSeF that may send invoices, as it is shown once when it is made there."""

    written_as = OutboxFormat.KSEF
    country = "PL"
    addresses = ksef.ADDRESSES
    keys = ("token", "certificate", "private_key")
    title = _("Send to KSeF")

    token = secret_field(_("KSeF token"), help_text=_("One that may send invoices. It is kept sealed and never shown."))
    certificate = forms.CharField(
        label=_("Offline certificate"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("PEM, of the kind Offline. With it invoices are issued while KSeF is away."),
    )
    private_key = forms.CharField(
        label=_("Key of the certificate"),
        required=False,
        widget=UnshownTextarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("PEM."),
    )

    def clean(self) -> dict[str, Any]:
        """Certificate and key go together, or there are none."""
        said = super().clean() or self.cleaned_data
        if said.get("certificate") or said.get("private_key"):
            try:
                read_certificate(said.get("certificate", ""), said.get("private_key", ""))
            except NoCertificate:
                self.add_error(
                    "certificate", _("Certificate and key do not go together, or one of them is no PEM. The key is without a password.")
                )
        return said


class AuditExportForm(FormWithDays):
    """Which documents an inspector gets: those of some days, or from one number to another."""

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=_("Company"), empty_label=None)
    from_on = TypedDayField(label=_("From"), required=False)
    until_on = TypedDayField(label=_("Until the end of"), required=False)
    from_number = forms.CharField(label=_("From number"), required=False, max_length=30, help_text=_("Instead of days."))
    to_number = forms.CharField(label=_("To number"), required=False, max_length=30)

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = of_whole_companies(LegalEntity.objects.filter(country=COUNTRY), viewer, path="pk")
        self.fields["entity"].queryset = companies  # type: ignore[attr-defined]

    @property
    def asked(self) -> Range:
        """The range, once the form is valid."""
        return Range(**{name: value for name, value in self.cleaned_data.items() if name != "entity"})
