"""The form of a way to send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.access.visibility import of_my_entities
from abonent.billing.models import OutboxFormat, OutboxRoute
from abonent.connectors.einvoices.formats.known import FORMATS
from abonent.organisation.models import LegalEntity


class RouteForm(forms.Form):
    """Which company sends which format, and how."""

    entity = forms.ModelChoiceField(LegalEntity.objects.none(), label=_("Company"))
    written_as = forms.ChoiceField(label=_("Format"))
    way = forms.ChoiceField(label=_("How"), choices=OutboxRoute.Way.choices)
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

    def __init__(self, *args: Any, viewer: StaffUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = of_my_entities(LegalEntity.objects.all(), viewer, path="pk")
        self.fields["entity"].queryset = companies  # type: ignore[attr-defined]
        self.fields["entity"].initial = viewer.company
        self.fields["written_as"].choices = [(code, OutboxFormat(code).label) for code in FORMATS]  # type: ignore[attr-defined]
